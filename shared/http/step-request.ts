import type { APIGatewayProxyEventV2 } from "aws-lambda";
import * as z from "zod/mini";
import { anyAdminQuery, invisible, isVisible } from "../contract/admin-schemas.ts";
import { userKey } from "../identity/tokens.ts";
import type { Route } from "../contract/route.ts";
import { currentPolicy } from "../access/organisation-policy.ts";
import { type Account, isEnabled, isStored } from "../account/account.ts";
import { demandOf } from "../account/enforcement.ts";
import { reopenedByPassword } from "../account/reopen.ts";
import type { At, FieldError } from "../account/decision.ts";
import type { Instant } from "../account/instant.ts";
import type { Caller } from "../identity/caller.ts";
import { type Level, stepUp, takesAccessTokens } from "../account/step-up.ts";
import { frozen } from "../account/undo.ts";
import type { Services } from "../runtime/services.ts";
import { nameActor } from "../access/people.ts";
import { accountAccess } from "../access/account-access.ts";
import type { AdminRequest, OwnRequest, StepRequest } from "./step.ts";
import { librarySentence } from "../settings/sentence.ts";
import { granted, invalid, invalidToken, Problem, problemOf } from "./problem.ts";
import { bodyBytes, hasProtoKey, parseJson, parseQuery, requireJsonType } from "./gateway.ts";
import type { Actor } from "../account/events.ts";
import { isRefused } from "../identity/verify-jwt.ts";
import type { UserKey } from "../ports/stores.ts";
import { serviceTenant } from "../ports/vault.ts";
import { mayOperateOn, sharesWith } from "../settings/issuer-tenants.ts";
import { reportToken } from "./middleware-stack.ts";

/** RFC 6750 sections 2.1 and 3.1: the token is in the header and nowhere else; only a call without one is told no error. */
async function identify(
  authorization: string | undefined,
  level: Level,
  { tokens, clock, telemetry }: Services,
): Promise<Caller> {
  const [, bearer] = /^Bearer +(\S.*)$/i.exec(authorization ?? "") ?? [];
  if (bearer === undefined) throw new Problem("unauthenticated", { headers: { "www-authenticate": "Bearer" } });
  const caller = await tokens.identify(bearer, clock.now(), takesAccessTokens[level] ? "any" : "first-factor");
  if (!isRefused(caller)) return caller;
  reportToken(telemetry, caller, bearer);
  throw new Problem("unauthenticated", { headers: { "www-authenticate": invalidToken } });
}

export interface Authorized {
  readonly caller: Caller;
  /** The caller's own account. */
  readonly user: UserKey;
  readonly actor: Actor;
}

async function asUser(caller: Caller, { vault }: Services): Promise<Authorized> {
  const user = await userKey(vault, caller);
  return { caller, user, actor: { role: "user", ref: user.ref } };
}

type AdminLevel = Extract<Level, "admin" | "adminFresh">;
const isAdminLevel = (level: Level): level is AdminLevel => level === "admin" || level === "adminFresh";

/** An admin must have a second factor and have just used it. The own account is read, so that a reset or a removed factor ends an admin's power at once. */
async function asAdmin(
  caller: Caller,
  { level, at }: { readonly level: AdminLevel; readonly at: At },
  services: Services,
): Promise<Authorized> {
  const { user } = await asUser(caller, services);
  const { account } = await services.accounts.read(user);
  const refusal = stepUp(account, { ...caller, takesPasskeys: true }, level, at);
  if (refusal?.code === "unauthenticated") throw problemOf(refusal, at.now);
  if (!caller.isAdmin && !caller.isOperator) throw new Problem("forbidden");
  if (refusal) throw problemOf(refusal, at.now);
  return { caller, user, actor: { role: caller.isAdmin ? "admin" : "operator", ref: user.ref } };
}

/** The tenant that an admin acts in: only an operator may name another one. */
function tenantActedIn(named: string | undefined, caller: Caller, { settings }: Services): string {
  if (named === undefined || named === caller.tenant) return caller.tenant;
  const issuer = settings.trustedIssuers.find(({ id }) => id === caller.issuerId);
  const mayName = caller.isOperator && named !== serviceTenant && issuer !== undefined && mayOperateOn(issuer, named);
  if (!mayName) throw new Problem("forbidden");
  return named;
}

/** The issuer of the user that an admin acts on: the own one, one that shares its tenants with it, and any for an operator. */
function issuerActedOn(named: string | undefined, caller: Caller, { settings }: Services): string {
  const issuer = settings.trustedIssuers.find(({ id }) => id === (named ?? caller.issuerId));
  if (issuer === undefined) throw invalid([{ path: "issuer", message: "There is no issuer with this id" }]);
  if (!caller.isOperator && !sharesWith(issuer, caller.issuerId)) throw new Problem("forbidden");
  return issuer.id;
}

/** From the gateway's event to what the step works with: size, media type, caller, fields, access, in this order; an admin's access comes before the fields. */
export async function stepRequest<R extends Route>(
  route: R,
  event: APIGatewayProxyEventV2,
  services: Services,
): Promise<{ readonly request: StepRequest<R>; readonly ref: string | null }> {
  const bytes = bodyBytes(event);
  if (route.body || bytes.length > 0) requireJsonType(bytes, event.headers["content-type"]);
  const at: At = { now: services.clock.now(), rules: services.settings };
  if (route.access === "public") return { request: inputs(route, event, bytes, at) as StepRequest<R>, ref: null };
  const caller = await identify(event.headers["authorization"], route.access, services);

  if (isAdminLevel(route.access)) {
    const { actor, user: admin } = await asAdmin(caller, { level: route.access, at }, services);
    const common = inputs(route, event, bytes, at);
    const named = namedIn(common.query);
    const tenant = tenantActedIn(named.tenant, caller, services);
    const putName = async (): Promise<void> =>
      nameActor(services, { tenant, ref: admin.ref }, caller.username ?? caller.subject);
    const target: AdminRequest<R>["target"] = async ({ userId: subject, issuer }) => {
      const issuerId = issuerActedOn(issuer, caller, services);
      const identity = { tenant, issuerId, subject };
      const user = await userKey(services.vault, identity);
      const opened = { user, identity, actor, beforeActing: putName, permit: () => null };
      const account = accountAccess(services, opened);
      // A mark that nobody sees came along when somebody copied the id, unless there is such a user.
      if (!isVisible(subject) && !isStored(granted(await account.read(), at.now).account))
        throw invalid([{ path: "userId", message: invisible }]);
      return { issuer: issuerId, account };
    };
    return { request: { ...common, caller, tenant, actor, putName, target } as StepRequest<R>, ref: actor.ref };
  }

  const common = inputs(route, event, bytes, at);
  const level = route.access;
  const exempt = route.exemptsNamedFactor ? event.pathParameters?.["factorId"] : undefined;
  const { user, actor } = await asUser(caller, services);
  const firstAt = await timeOfFirstEnrollment(route, caller, services, at.now);
  const own: Pick<OwnRequest<R>, "caller" | "account"> = {
    caller,
    account: accountAccess(services, {
      user,
      identity: caller,
      actor,
      permit: (account) => {
        const passwordAt = caller.passwordAt ?? firstAt(account);
        const proof = { ...caller, passwordAt, takesPasskeys: caller.party !== null };
        return (
          stepUp(account, proof, level, at, exempt) ?? (route.waitsWhileFrozen ? frozen(account, at, exempt) : null)
        );
      },
      due: level === "login" ? reopening(caller, at) : undefined,
    }),
  };
  return { request: { ...common, ...own } as StepRequest<R>, ref: user.ref || null };
}

/** Query parameters that all admin calls share. */
const namedIn = (query: unknown): { readonly tenant?: string | undefined } => anyAdminQuery.parse(query);

/** A token that tells of a newer password reopens what wrong codes have closed. */
const reopening = ({ passwordChangedAt }: Caller, at: At) =>
  passwordChangedAt === null ? undefined : (account: Account) => reopenedByPassword(account, passwordChangedAt, at);

/** The token's own time stands for the password's only while a login would answer `enroll`. */
async function timeOfFirstEnrollment(
  route: Route,
  { firstEnrollmentAt, tenant, namedRoles }: Caller,
  services: Services,
  now: Instant,
): Promise<(account: Account) => Instant | null> {
  if (!route.beginsEnrollment || firstEnrollmentAt === null) return () => null;
  const policy = await currentPolicy(services, tenant);
  return (account) => {
    const { must, graceUntil } = demandOf(account, policy, namedRoles, now);
    return !isEnabled(account) && must && graceUntil === null ? firstEnrollmentAt : null;
  };
}

/** A call that takes no fields takes none by mistake either. */
const noFields = z.strictObject({});

const inputs = (route: Route, event: APIGatewayProxyEventV2, bytes: Buffer, at: At) => ({
  params: route.params && validated(route.params, event.pathParameters ?? {}),
  // A gateway of e-mails may add to the address of a page, which acts on nothing.
  query: route.page ? undefined : validated(route.query ?? noFields, parseQuery(event.rawQueryString)),
  body: validated(route.body ?? noFields, parseJson(bytes)),
  headers: event.headers,
  at,
});

/** Parses the value; throws a problem that names each wrong field. */
function validated<S extends z.ZodMiniType>(schema: S, value: unknown): z.output<S> {
  if (hasProtoKey(value)) throw invalid([{ path: "__proto__", message: "Unknown field" }]);
  const parsed = schema.safeParse(value, { error: librarySentence });
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.flatMap(fieldErrors));
}

/** Of a body that may have one of several shapes: the faults of the nearest one. */
const fieldErrors = (issue: z.core.$ZodIssue): readonly FieldError[] => {
  const nearest = issue.code === "invalid_union" ? nearestOf(issue.errors) : undefined;
  return nearest?.flatMap(fieldErrors) ?? [{ path: issue.path.join("."), message: issue.message }];
};

const nearestOf = (shapes: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined =>
  shapes.toSorted((one, other) => one.length - other.length).find((issues) => issues.length > 0);

/** The app that a login's tokens are made for: the one that the caller's token is for, else the named one of several. */
export function chosenApp({ app, audience }: Caller, named: string | undefined): string {
  if (named !== undefined && !audience.includes(named))
    throw invalid([{ path: "audience", message: "The token is not for this app" }]);
  const chosen = app ?? named;
  if (chosen === undefined)
    throw invalid([{ path: "audience", message: "The token is for several apps: name the one that the login is for" }]);
  return chosen;
}
