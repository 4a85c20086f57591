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
import { stepUp } from "../account/step-up.ts";
import { frozen } from "../account/undo.ts";
import type { Services } from "../runtime/services.ts";
import { nameActor } from "../access/people.ts";
import { accountAccess } from "../access/account-access.ts";
import { asAdmin, asUser, identify, isAdminLevel, issuerActedOn, tenantActedIn } from "./authorize.ts";
import type { AdminRequest, OwnRequest, StepRequest } from "./step.ts";
import { librarySentence } from "../settings/sentence.ts";
import { granted, invalid } from "./problem.ts";
import { bodyBytes, hasProtoKey, parseJson, parseQuery, requireJsonType } from "./request-parts.ts";

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
