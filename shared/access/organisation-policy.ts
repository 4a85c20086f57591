import { defaultPolicy, type Policy, allCountries, isConsistent, isCountryAllowed } from "../account/policy.ts";
import { floorOf, raisedTo, type PolicyFloor, type BoundField, looserFields } from "../account/policy-floor.ts";
import { isoTime } from "../account/instant.ts";
import type { PolicyStore } from "../ports/stores.ts";
import { makesCalls, type Settings } from "../settings/settings.ts";
import type { Caller } from "../identity/caller.ts";
import type { FieldError } from "../account/decision.ts";

interface PolicySource {
  readonly policies: PolicyStore;
  readonly settings: Pick<Settings, "smsCountries" | "appName" | "policyFloor">;
}

/** The policy that binds at most a minute late: for steps that only ask or inform. */
export const recentPolicy = async (source: PolicySource, tenant: string): Promise<Policy> =>
  binding(source, await source.policies.recent(tenant));

/** The policy that binds now: for steps that change something. One that just became stricter must hold for them. */
export const currentPolicy = async (source: PolicySource, tenant: string): Promise<Policy> =>
  binding(source, await source.policies.current(tenant));

/** A policy may be older than the deployment's floor or ceiling, so they are applied whenever it is read. */
const binding = ({ settings }: PolicySource, stored: Policy | null): Policy =>
  raisedTo(floorOf(settings), stored ?? defaultPolicy(settings));

interface PolicyWarning {
  readonly code: "password_time_unknown" | "no_first_factor" | "no_voice";
  readonly message: string;
}

/** The policy that binds, as the API shows it. "All countries" is spelled out, so that an admin sees and edits a plain list. */
export const policyView = (
  policy: Policy,
  { settings, caller }: { readonly settings: Settings; readonly caller: Caller },
) => ({
  required: policy.required,
  factorTypes: [...policy.factorTypes],
  passkeys: { ...policy.passkeys },
  phoneRegistration: policy.phoneRegistration,
  smsCountries: spelledOut(policy.smsCountries),
  issuerName: policy.issuerName,
  recoveryHelp: policy.recoveryHelp,
  trustedDevices: { ...policy.trustedDevices },
  voice: policy.voice,
  smsBudgetUsd: policy.smsBudgetUsd,
  devicesFrom: policy.devicesFrom === null ? null : isoTime(policy.devicesFrom),
  version: policy.version,
  floor: floorView(floorOf(settings)),
  warnings: [...warnings(policy, settings, caller)],
});

const spelledOut = (countries: readonly string[]): string[] =>
  countries.includes("*") ? [...allCountries] : [...countries];

const floorView = ({ required, factorTypes, phoneRegistration, smsCountries, trustedDevices }: PolicyFloor) => ({
  ...(required !== undefined && { required }),
  ...(factorTypes && { factorTypes: [...factorTypes] }),
  ...(phoneRegistration && { phoneRegistration }),
  ...(smsCountries && { smsCountries: spelledOut(smsCountries) }),
  ...(trustedDevices && { trustedDevices: { ...trustedDevices } }),
});

/** The admin's own token stands for those of the issuer: it tells whether the issuer says when the password was entered. */
function* warnings(policy: Policy, settings: Settings, caller: Caller): Generator<PolicyWarning> {
  const { trustedIssuers } = settings;
  const issuer = trustedIssuers.find(({ id }) => id === caller.issuerId);
  if (policy.required && caller.passwordAt === null && issuer?.firstEnrollmentFromIat !== true)
    yield {
      code: "password_time_unknown",
      message: `The tokens of issuer ${caller.issuerId} do not say when the password was entered, so its users cannot set up the second factor that this policy requires. Ask for max_age=300 at the sign-in, or set authTimeClaim or firstEnrollmentFromIat.`,
    };
  if (policy.voice && !makesCalls(settings))
    yield {
      code: "no_voice",
      message: "Codes may be read out, and this deployment's provider of SMS makes no calls: nobody is called.",
    };
  if (!isConsistent(policy))
    yield {
      code: "no_first_factor",
      message: "Registered phones are asked for, and phones are not allowed: nobody can set up a first factor.",
    };
}

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
  trustedDevices: (_, { trustedDevices = { days: 0 } }) =>
    `This deployment remembers devices for at most ${String(trustedDevices.days)} days`,
};

const most = 20;
const first = (countries: readonly string[]): string =>
  countries.length > most
    ? `${countries.slice(0, most).join(", ")} and ${String(countries.length - most)} more`
    : countries.join(", ");
