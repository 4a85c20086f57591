import type { At } from "../account/decision.ts";
import type { Actor } from "../account/events.ts";
import { type Level, stepUp, takesAccessTokens } from "../account/step-up.ts";
import { invalid, invalidToken, Problem, problemOf } from "./problem.ts";
import { isRefused } from "../identity/verify-jwt.ts";
import { userKey } from "../identity/tokens.ts";
import type { UserKey } from "../ports/stores.ts";
import { serviceTenant } from "../ports/vault.ts";
import type { Services } from "../runtime/services.ts";
import type { Caller } from "../identity/caller.ts";
import { mayOperateOn, sharesWith } from "../settings/issuer-tenants.ts";
import { reportToken } from "./middleware-stack.ts";

/** RFC 6750 sections 2.1 and 3.1: the token is in the header and nowhere else; only a call without one is told no error. */
export async function identify(
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

export async function asUser(caller: Caller, { vault }: Services): Promise<Authorized> {
  const user = await userKey(vault, caller);
  return { caller, user, actor: { role: "user", ref: user.ref } };
}

type AdminLevel = Extract<Level, "admin" | "adminFresh">;
export const isAdminLevel = (level: Level): level is AdminLevel => level === "admin" || level === "adminFresh";

/** An admin must have a second factor and have just used it. The own account is read, so that a reset or a removed factor ends an admin's power at once. */
export async function asAdmin(
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
export function tenantActedIn(named: string | undefined, caller: Caller, { settings }: Services): string {
  if (named === undefined || named === caller.tenant) return caller.tenant;
  const issuer = settings.trustedIssuers.find(({ id }) => id === caller.issuerId);
  const mayName = caller.isOperator && named !== serviceTenant && issuer !== undefined && mayOperateOn(issuer, named);
  if (!mayName) throw new Problem("forbidden");
  return named;
}

/** The issuer of the user that an admin acts on: the own one, one that shares its tenants with it, and any for an operator. */
export function issuerActedOn(named: string | undefined, caller: Caller, { settings }: Services): string {
  const issuer = settings.trustedIssuers.find(({ id }) => id === (named ?? caller.issuerId));
  if (issuer === undefined) throw invalid([{ path: "issuer", message: "There is no issuer with this id" }]);
  if (!caller.isOperator && !sharesWith(issuer, caller.issuerId)) throw new Problem("forbidden");
  return issuer.id;
}
