import { allCountries, isCountryAllowed } from "../account/countries.ts";
import type { FieldError } from "../account/decision.ts";
import { isConsistent, type Policy } from "../account/policy.ts";
import { type BoundField, looserFields, type PolicyFloor } from "../account/policy-floor.ts";

/** The fields of a change that cannot be taken, each with what could be. */
export function policyFaults(policy: Policy, change: PolicyFloor, floor: PolicyFloor): readonly FieldError[] {
  const unknown = change.smsCountries?.filter((country) => !allCountries.includes(country)) ?? [];
  if (unknown.length > 0) return [{ path: "smsCountries", message: `Not a country: ${first(unknown)}` }];
  const looser = looserFields(change, floor);
  if (looser.length > 0) return looser.map((path) => ({ path, message: belowFloor[path](change, floor) }));
  return isConsistent(policy)
    ? []
    : [{ path: "factorTypes", message: "Pre-registration needs sms among the factor types" }];
}

const belowFloor: { readonly [F in BoundField]: (change: PolicyFloor, floor: PolicyFloor) => string } = {
  required: () => "This deployment requires a second factor of everybody",
  factorTypes: ({ factorTypes = [] }, { factorTypes: allowed = [] }) =>
    `This deployment does not allow ${factorTypes.filter((type) => !allowed.includes(type)).join(", ")}`,
  phoneRegistration: () => "This deployment asks for pre-registered phones",
  smsCountries: ({ smsCountries = [] }, { smsCountries: allowed = [] }) =>
    `This deployment sends no SMS to ${first(smsCountries.filter((country) => !isCountryAllowed(country, allowed)))}`,
};

const most = 20;
const first = (countries: readonly string[]): string =>
  countries.length > most
    ? `${countries.slice(0, most).join(", ")} and ${String(countries.length - most)} more`
    : countries.join(", ");
