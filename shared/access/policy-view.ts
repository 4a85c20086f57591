import { allCountries } from "../account/countries.ts";
import { isConsistent, type Policy } from "../account/policy.ts";
import { floorOf, type PolicyFloor } from "../account/policy-floor.ts";
import type { Caller } from "../identity/caller.ts";
import type { Settings } from "../settings/settings.ts";

interface PolicyWarning {
  readonly code: "password_time_unknown" | "no_first_factor";
  readonly message: string;
}

/** The policy that binds, as the API shows it. "All countries" is spelled out, so that an admin sees and edits a plain list. */
export const policyView = (
  policy: Policy,
  { settings, caller }: { readonly settings: Settings; readonly caller: Caller },
) => ({
  required: policy.required,
  factorTypes: [...policy.factorTypes],
  phoneRegistration: policy.phoneRegistration,
  smsCountries: spelledOut(policy.smsCountries),
  issuerName: policy.issuerName,
  recoveryHelp: policy.recoveryHelp,
  version: policy.version,
  floor: floorView(floorOf(settings)),
  warnings: [...warnings(policy, settings, caller)],
});

const spelledOut = (countries: readonly string[]): string[] =>
  countries.includes("*") ? [...allCountries] : [...countries];

const floorView = ({ required, factorTypes, phoneRegistration, smsCountries }: PolicyFloor) => ({
  ...(required !== undefined && { required }),
  ...(factorTypes && { factorTypes: [...factorTypes] }),
  ...(phoneRegistration && { phoneRegistration }),
  ...(smsCountries && { smsCountries: spelledOut(smsCountries) }),
});

/** The admin's own token stands for those of the issuer: it tells whether the issuer says when the password was entered. */
function* warnings(policy: Policy, { trustedIssuers }: Settings, caller: Caller): Generator<PolicyWarning> {
  const issuer = trustedIssuers.find(({ id }) => id === caller.issuerId);
  if (policy.required && caller.passwordAt === null && issuer?.firstEnrollmentFromIat !== true)
    yield {
      code: "password_time_unknown",
      message: `The tokens of issuer ${caller.issuerId} do not say when the password was entered, so its users cannot set up the second factor that this policy requires. Ask for max_age=300 at the sign-in, or set authTimeClaim or firstEnrollmentFromIat.`,
    };
  if (!isConsistent(policy))
    yield {
      code: "no_first_factor",
      message: "Registered phones are asked for, and phones are not allowed: nobody can set up a first factor.",
    };
}
