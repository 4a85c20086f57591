import { isEnabled } from "../account/account.ts";
import type { Actor } from "../account/events.ts";
import { provesFactor } from "../account/step-up.ts";
import { userKey } from "../identity/user-key.ts";
import type { UserKey } from "../ports/stores.ts";
import { serviceTenant } from "../ports/vault.ts";
import type { Services } from "../runtime/services.ts";
import type { Caller } from "../identity/caller.ts";
import { Problem, problemOf } from "./problem.ts";

/** RFC 6750 section 2.1: the token is in the header and nowhere else. */
export async function identify(authorization: string | undefined, { tokens, clock }: Services): Promise<Caller> {
  const [, bearer] = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i.exec(authorization ?? "") ?? [];
  if (bearer === undefined) throw new Problem("unauthenticated", { headers: { "www-authenticate": "Bearer" } });
  const caller = await tokens.identify(bearer, clock.now());
  if (caller === null)
    throw new Problem("unauthenticated", { headers: { "www-authenticate": 'Bearer error="invalid_token"' } });
  return caller;
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

/**
 * An admin must have a second factor and have just used it. The own account is read, so that a reset or a removed factor ends an admin's power at once.
 * Returns the tenant acted in: only an operator may name another one.
 */
export async function asAdmin(
  caller: Caller,
  named: string | undefined,
  services: Services,
): Promise<Authorized & { readonly tenant: string }> {
  if (!caller.isAdmin && !caller.isOperator) throw new Problem("forbidden");
  const { user } = await asUser(caller, services);
  const { account } = await services.accounts.read(user);
  if (!isEnabled(account) || !provesFactor(account, caller.secondFactor))
    throw problemOf(
      { code: "insufficient_user_authentication", needsFactor: true, maxAge: null },
      services.clock.now(),
    );
  const tenant = named ?? caller.tenant;
  const mayNameIt = caller.isOperator && tenant !== serviceTenant;
  if (tenant !== caller.tenant && !mayNameIt) throw new Problem("forbidden");
  return { caller, user, tenant, actor: { role: caller.isAdmin ? "admin" : "operator", ref: user.ref } };
}
