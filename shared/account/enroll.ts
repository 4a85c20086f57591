import { type Account, activeOf, isEnabled } from "./account.ts";
import { isCountryAllowed } from "./countries.ts";
import type { At, Refusal } from "./decision.ts";
import { type FactorType, isActive, type KnownFactor, type Sealed } from "./factor.ts";
import { kinds } from "./kinds.ts";
import type { Policy } from "./policy.ts";

/** A factor as the policy's rules on registration see it. */
export interface Registration {
  readonly type: FactorType;
  /** Whether it is the phone that the organisation registered for this user. */
  readonly isPreRegistered: boolean;
  /** ISO 3166-1 alpha-2 of a phone number; null where there is none to judge. */
  readonly country: string | null;
}

/**
 * Whether policy and limits forbid a factor. Under pre-registration the first factor is the registered phone and nothing else,
 * since a stolen password must not be enough to attach an attacker's phone or app.
 */
export function registrationRefused(
  account: Account,
  { type, isPreRegistered, country }: Registration,
  policy: Policy,
  { rules }: Pick<At, "rules">,
): Refusal | null {
  if (!policy.factorTypes.includes(type)) return { code: "factor_type_not_allowed" };
  const isFirst = !isEnabled(account);
  if (isFirst && policy.phoneRegistration === "pre-registered" && !isPreRegistered)
    return { code: "phone_not_pre_registered" };
  if (activeOf(account, type).length >= rules[kinds[type].most]) return { code: "too_many_factors" };
  return country === null || isCountryAllowed(country, policy.smsCountries) ? null : { code: "country_not_allowed" };
}

/**
 * A pending factor lives beside the active ones and takes the place of an earlier pending one of its type.
 * It names a contact only where none is known: a set-up that nobody confirmed must not change who hears of changes.
 */
export const withPending = (account: Account, pending: KnownFactor, contact: Sealed | null): Account => ({
  ...account,
  factors: [...account.factors.filter((factor) => isActive(factor) || factor.type !== pending.type), pending],
  contact: account.contact ?? contact,
});
