import type { At } from "../account/decision.ts";
import type { Actor } from "../account/events.ts";
import { type Level, stepUp } from "../account/step-up.ts";
import { invalidToken, Problem, problemOf } from "./problem.ts";
import { isRefused } from "../identity/refused-token.ts";
import { userKey } from "../identity/user-key.ts";
import type { UserKey } from "../ports/stores.ts";
import { serviceTenant } from "../ports/vault.ts";
import type { Services } from "../runtime/services.ts";
import type { Caller } from "../identity/caller.ts";
import { mayOperateOn } from "../settings/issuer-tenants.ts";
import { reportToken } from "./report.ts";

/** RFC 6750 section 2.1: the token is in the header and nowhere else. */
export async function identify(
  authorization: string | undefined,
  level: Level,
  { tokens, clock, telemetry }: Services,
): Promise<Caller> {
  const [, bearer] = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i.exec(authorization ?? "") ?? [];
  if (bearer === undefined) throw new Problem("unauthenticated", { headers: { "www-authenticate": "Bearer" } });
  const caller = await tokens.identify(bearer, clock.now(), level === "login" ? "first-factor" : "any");
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

/**
 * An admin must have a second factor and have just used it. The own account is read, so that a reset or a removed factor ends an admin's power at once.
 * Returns the tenant acted in: only an operator may name another one.
 */
export async function asAdmin(
  caller: Caller,
  { level, named, at }: { readonly level: AdminLevel; readonly named: string | undefined; readonly at: At },
  services: Services,
): Promise<Authorized & { readonly tenant: string }> {
  const { user } = await asUser(caller, services);
  const { account } = await services.accounts.read(user);
  const refusal = stepUp(account, caller, level, at);
  if (refusal?.code === "unauthenticated") throw problemOf(refusal, at.now);
  if (!caller.isAdmin && !caller.isOperator) throw new Problem("forbidden");
  if (refusal) throw problemOf(refusal, at.now);
  const tenant = named ?? caller.tenant;
  if (tenant !== caller.tenant && !mayActIn(tenant, caller, services)) throw new Problem("forbidden");
  return { caller, user, tenant, actor: { role: caller.isAdmin ? "admin" : "operator", ref: user.ref } };
}

function mayActIn(tenant: string, { isOperator, issuerId }: Caller, { settings }: Services): boolean {
  const issuer = settings.trustedIssuers.find(({ id }) => id === issuerId);
  return isOperator && tenant !== serviceTenant && issuer !== undefined && mayOperateOn(issuer, tenant);
}
