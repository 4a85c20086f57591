import { allCountries } from "../account/countries.ts";
import type { Policy } from "../account/policy.ts";

/** The policy as the API shows it; "all countries" is spelled out, so that an admin sees and edits a plain list. */
export const policyView = (policy: Policy) => ({
  required: policy.required,
  factorTypes: [...policy.factorTypes],
  phoneRegistration: policy.phoneRegistration,
  smsCountries: policy.smsCountries.includes("*") ? [...allCountries] : [...policy.smsCountries],
  issuerName: policy.issuerName,
  recoveryHelp: policy.recoveryHelp,
  version: policy.version,
});
