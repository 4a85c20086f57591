import { type Account, activeFactors, remainingBackupCodes } from "./account.ts";
import { type Factor, isKnown } from "./factor.ts";
import { kindOf, kinds } from "./kinds.ts";
import { type Policy, allCountries, firstFactorTypes, isCountryAllowed } from "./policy.ts";

/** A login's decision under a policy that is not in force yet. */
export const foreseenDecisions = ["allow", "challenge", "enroll", "shut_out"] as const;
export type ForeseenDecision = (typeof foreseenDecisions)[number];

/** Findings that an organisation may want to see to, most urgent first. */
export const foreseenReasons = [
  "no_registered_phone",
  "country_not_allowed",
  "no_factor_type",
  "no_usable_factor",
  "no_factor",
  "no_backup_codes",
  "only_sms",
] as const;
export type ForeseenReason = (typeof foreseenReasons)[number];
export type WeakWay = Extract<ForeseenReason, "no_backup_codes" | "only_sms">;

export interface Foreseen {
  readonly decision: ForeseenDecision;
  /** Null: the user goes on and has more than one way in. */
  readonly why: ForeseenReason | null;
  /** Facts of a user who is asked for a code; `why` names the first. */
  readonly weak: readonly WeakWay[];
}

export interface ForeseenFacts {
  readonly must: boolean;
  readonly takesPasskeys: boolean;
  readonly offers: (factor: Factor) => boolean;
  /** Of the registered phone; null: none is registered. */
  readonly registeredCountry: string | null;
}

/** How a login would go; grace does not count, since it ends. */
export function foresee(account: Account, policy: Policy, facts: ForeseenFacts): Foreseen {
  const active = activeFactors(account);
  if (active.length > 0) return withFactors(account, active, facts);
  if (!facts.must) return { decision: "allow", why: null, weak: [] };
  const why = hindrance(policy, facts);
  return why === null ? { decision: "enroll", why: "no_factor", weak: [] } : { decision: "shut_out", why, weak: [] };
}

function withFactors(account: Account, active: readonly Factor[], { offers }: ForeseenFacts): Foreseen {
  const codes = remainingBackupCodes(account.backupCodes);
  if (!active.some(offers) && codes === 0) return { decision: "shut_out", why: "no_usable_factor", weak: [] };
  const onlySms = active.every((factor) => isKnown(factor) && kindOf(factor).goesToPhone);
  const weak = [
    ...(active.length === 1 && codes === 0 ? (["no_backup_codes"] as const) : []),
    ...(onlySms ? (["only_sms"] as const) : []),
  ];
  return { decision: "challenge", why: weak[0] ?? null, weak };
}

/** Why a user without a factor could not set one up; null: nothing stands in the way. */
function hindrance(
  policy: Policy,
  { registeredCountry, takesPasskeys }: Pick<ForeseenFacts, "registeredCountry" | "takesPasskeys">,
): ForeseenReason | null {
  if (policy.phoneRegistration === "pre-registered") {
    if (registeredCountry === null) return "no_registered_phone";
    return isCountryAllowed(registeredCountry, policy.smsCountries) ? null : "country_not_allowed";
  }
  return openTypes(policy, takesPasskeys).length === 0 ? "no_factor_type" : null;
}

const openTypes = (policy: Policy, takesPasskeys: boolean) =>
  firstFactorTypes(policy, takesPasskeys).filter((type) => policy.smsCountries.length > 0 || !kinds[type].goesToPhone);

/** SMS that a user's logins may cause. */
export interface ForeseenSms {
  /** Whether the user has no other way; else one may be taken that costs nothing. */
  readonly isSure: boolean;
  /** The countries that the phone may be of, at least one. */
  readonly countries: readonly string[];
}

/** Null: nothing goes to a phone. `decision` is the foreseen one under the same policy. */
export function foreseeSms(
  account: Account,
  policy: Policy,
  { offers, takesPasskeys, registeredCountry }: ForeseenFacts,
  decision: ForeseenDecision,
): ForeseenSms | null {
  switch (decision) {
    case "allow":
    case "shut_out":
      return null;
    case "challenge": {
      const usable = activeFactors(account).filter(isKnown).filter(offers);
      const phones = usable.filter((factor) => kindOf(factor).goesToPhone);
      const countries = phones.map((phone) => kindOf(phone).eventFacts(phone).country ?? "*");
      return smsOr(usable.length, countries.length, countries);
    }
    case "enroll": {
      const types = openTypes(policy, takesPasskeys);
      const phones = types.filter((type) => kinds[type].goesToPhone);
      const isRegistered = policy.phoneRegistration === "pre-registered" && registeredCountry !== null;
      return smsOr(types.length, phones.length, isRegistered ? [registeredCountry] : policy.smsCountries);
    }
  }
}

const smsOr = (ways: number, phones: number, countries: readonly string[]): ForeseenSms | null =>
  phones === 0 ? null : { isSure: phones === ways, countries: countries.includes("*") ? allCountries : countries };
