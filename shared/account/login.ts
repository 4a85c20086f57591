import { type Account, activeFactors, findFactor, preferredFactor } from "./account.ts";
import { type At, type Outcome, refused } from "./decision.ts";
import { type Factor, isActive, isKnown } from "./factor.ts";
import { hourMillis, type Instant } from "./instant.ts";
import type { Demand } from "./enforcement.ts";
import { kindOf } from "./kinds.ts";
import type { Policy } from "./policy.ts";

export type LoginNeeds =
  | { readonly decision: "allow"; readonly graceUntil?: Instant }
  | { readonly decision: "enroll" }
  | { readonly decision: "challenge"; readonly factor: Factor };

const resistsPhishing = (factor: Factor): boolean => isKnown(factor) && kindOf(factor).isPhishingResistant;

/** The time in which a user can find out that the new passkeys work, with the codes still there. */
const graceMillis = 72 * hourMillis;
const enoughPasskeys = 2;

/**
 * Whether codes of apps and phones do not complete this user's login: a false page could ask for one in the place of the passkey, which
 * it cannot use. `takesPasskeys`: whether the user's issuer does.
 */
export function refusesCodes(account: Account, { passkeys }: Policy, takesPasskeys: boolean, { now }: At): boolean {
  const since = account.firstPasskeyLogin;
  return (
    passkeys.downgrade === "refuse" &&
    passkeys.allowed !== "off" &&
    takesPasskeys &&
    since !== null &&
    now >= since + graceMillis &&
    activeFactors(account).filter(resistsPhishing).length >= enoughPasskeys
  );
}

/** Whether a login may ask for a factor: not for a passkey that the issuer does not take, nor for a code that the policy refuses. */
export const isOffered =
  (account: Account, policy: Policy, takesPasskeys: boolean, at: At) =>
  (factor: Factor): boolean =>
    resistsPhishing(factor) ? takesPasskeys : isKnown(factor) && !refusesCodes(account, policy, takesPasskeys, at);

/** The decision of a login after the password. A user who has a factor is always asked, whatever the policy says. */
export function loginNeeds(
  account: Account,
  { must, graceUntil }: Demand,
  factorId?: string,
  offers: (factor: Factor) => boolean = isKnown,
): Outcome<LoginNeeds> {
  const preferred = preferredFactor(account, offers);
  if (!preferred && must && graceUntil === null) return { ok: true, decision: "enroll" };
  if (!preferred) return { ok: true, decision: "allow", ...(graceUntil !== null && { graceUntil }) };
  const factor = factorId === undefined ? preferred : findFactor(account, factorId);
  return factor && isActive(factor)
    ? { ok: true, decision: "challenge", factor }
    : refused({ code: "factor_not_found" });
}
