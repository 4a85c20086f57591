import type { EnrollmentOffer } from "../api.ts";
import type { Factor, TwoFactor } from "./data.ts";
import type { Page } from "./state.ts";

/** What may be set up now. Pre-registration binds the first method only; after that the user proves each change with a code. */
export function offerOf({ enabled, policy, preRegisteredPhone }: TwoFactor): EnrollmentOffer {
  const { factorTypes, phoneRegistration } = policy;
  return enabled || phoneRegistration === "self"
    ? { factorTypes, phoneRegistration: "self", preRegisteredPhone: null }
    : { factorTypes: ["sms"], phoneRegistration, preRegisteredPhone };
}

export const addPage = (twoFactor: TwoFactor): Page => ({ name: "enroll", offer: offerOf(twoFactor) });

export const replacePage = (twoFactor: TwoFactor, old: Factor): Page => ({
  name: "replace",
  offer: { ...offerOf(twoFactor), factorTypes: [old.type] },
  old,
  begun: false,
});
