import type { EnrollmentOffer, TwoFactor } from "../api.ts";
import { kinds, knownTypes } from "../factors/kinds.ts";

/** The methods that may be set up now. Pre-registration binds the first method only; after that the user proves each change with a code. */
export function offerOf({
  enabled,
  policy,
  preRegisteredPhone,
}: Pick<TwoFactor, "enabled" | "policy" | "preRegisteredPhone">): EnrollmentOffer {
  const { factorTypes, phoneRegistration, smsCountries } = policy;
  return enabled || phoneRegistration === "self"
    ? {
        factorTypes,
        phoneRegistration: "self",
        preRegisteredPhone: null,
        ...(smsCountries !== undefined && { smsCountries }),
      }
    : { factorTypes: knownTypes.filter((type) => kinds[type].preRegistered), phoneRegistration, preRegisteredPhone };
}
