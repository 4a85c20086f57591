import type { EventDraft } from "../account/events.ts";
import {
  defaultPolicy,
  type Policy,
  allCountries,
  isConsistent,
  isCountryAllowed,
  replacePolicy,
  wrongCountries,
} from "../account/policy.ts";
import { floorOf, raisedTo, type PolicyFloor, type BoundField, looserFields } from "../account/policy-floor.ts";
import { type Instant, isoTime } from "../account/instant.ts";
import { enforcementIn } from "../account/enforcement.ts";
import { defaultRecovery } from "../account/policy-fields.ts";
import type { PolicyStore } from "../ports/stores.ts";
import { reaches } from "../settings/issuer-tenants.ts";
import { makesCalls, type Settings } from "../settings/settings.ts";
import type { Caller } from "../identity/caller.ts";
import { type FieldError, type Outcome, refused } from "../account/decision.ts";
import { named, type NamedActor, peopleOf } from "./people.ts";

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

type PolicyWarning = Readonly<Record<"code" | "message", string>>;

/** The fields of a policy that an admin chooses. "All countries" is spelled out, so that an admin sees and edits a plain list. */
export const policyFieldsView = (policy: Policy) => ({
  required: policy.enforcement === "on",
  enforcement: policy.enforcement,
  requiredFor: { roles: [...policy.requiredFor.roles] },
  enforcementFrom: isoOrNull(policy.enforcementFrom),
  graceDays: policy.graceDays,
  factorTypes: [...policy.factorTypes],
  passkeys: { ...policy.passkeys },
  phoneRegistration: policy.phoneRegistration,
  smsCountries: spelledOut(policy.smsCountries),
  issuerName: policy.issuerName,
  recoveryHelp: policy.recoveryHelp,
  trustedDevices: { ...policy.trustedDevices },
  resetApproval: policy.resetApproval,
  recovery: { ...policy.recovery },
  voice: policy.voice,
  smsBudgetUsd: policy.smsBudgetUsd,
});

/** The policy that binds, as the API shows it. */
export const policyView = (
  policy: Policy,
  {
    settings,
    caller,
    changed,
  }: { readonly settings: Settings; readonly caller: Caller; readonly changed: PolicyChange | null },
) => ({
  ...policyFieldsView(policy),
  devicesFrom: isoOrNull(policy.devicesFrom),
  bindsFrom: isoOrNull(bindsFrom(policy)),
  changedAt: isoOrNull(changed && changed.at),
  changedBy: changed && changed.actor,
  version: policy.version,
  floor: floorView(floorOf(settings)),
  warnings: [...warnings(policy, settings, caller)],
});

/** The write that made the policy. */
export interface PolicyChange {
  readonly at: Instant;
  readonly actor: NamedActor;
}

const isoOrNull = (instant: Instant | null): string | null => (instant === null ? null : isoTime(instant));

/** Since when, or from when, somebody needs a second factor; null: nobody does, or it is not known. */
function bindsFrom({ enforcement, enforcementFrom, onSince, rolesSince }: Policy): Instant | null {
  // A role does not wait for the day on which everybody must.
  const known = [enforcement === "on" ? (enforcementFrom ?? onSince) : null, rolesSince].filter((day) => day !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** For the page that sets up a phone: it lists no country that would be refused. */
export const offeredCountries = ({ smsCountries }: Pick<Policy, "smsCountries">): { smsCountries?: string[] } =>
  smsCountries.includes("*") || smsCountries.length === allCountries.length ? {} : { smsCountries: [...smsCountries] };

const spelledOut = (countries: readonly string[]): string[] =>
  countries.includes("*") ? [...allCountries] : [...countries];

const floorView = ({ enforcement, enforcementFrom, requiredFor, factorTypes, smsCountries, ...same }: PolicyFloor) => ({
  ...same,
  ...(enforcement && { required: enforcement === "on", enforcement }),
  ...(enforcementFrom !== undefined && { enforcementFrom: isoOrNull(enforcementFrom) }),
  ...(requiredFor && { requiredFor: { roles: [...requiredFor.roles] } }),
  ...(factorTypes && { factorTypes: [...factorTypes] }),
  ...(smsCountries && { smsCountries: spelledOut(smsCountries) }),
});

const asksAnybody = ({ enforcement, requiredFor }: Policy): boolean =>
  enforcement === "on" || requiredFor.roles.length > 0;

/** The admin's own token stands for those of the issuer: it tells whether the issuer says when the password was entered. */
function* warnings(policy: Policy, settings: Settings, caller: Caller): Generator<PolicyWarning> {
  const { trustedIssuers, mailFrom } = settings;
  const issuer = trustedIssuers.find(({ id }) => id === caller.issuerId);
  if (asksAnybody(policy) && caller.passwordAt === null && issuer?.firstEnrollmentFromIat !== true)
    yield {
      code: "password_time_unknown",
      message: `The tokens of issuer ${caller.issuerId} do not say when the password was entered, so its users cannot set up the second factor that this policy requires. Ask for max_age=300 at the sign-in, or set authTimeClaim or firstEnrollmentFromIat.`,
    };
  const roleless = trustedIssuers.filter((one) => one.rolesClaim === undefined && reaches(one, caller.tenant));
  if (policy.requiredFor.roles.length > 0 && roleless.length > 0)
    yield {
      code: "roles_not_told",
      message: `Tokens of issuer ${roleless.map(({ id }) => id).join(", ")} name no roles (rolesClaim), so all its users count as having those of this policy.`,
    };
  if (policy.resetApproval === "two")
    yield {
      code: "second_person_needed",
      message:
        "Resets, bypass codes, registered phones and a less strict policy wait for another admin. An organisation with one admin alone needs the operator to approve them.",
    };
  if (policy.recovery.mode !== "off" && mailFrom === undefined)
    yield {
      code: "recovery_needs_mail",
      message: "This deployment sends no e-mails (mailFrom), so nobody can ask for a recovery.",
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
function policyFaults(
  policy: Policy,
  change: { readonly required?: boolean | undefined; readonly smsCountries?: readonly string[] | undefined },
  floor: PolicyFloor,
): readonly FieldError[] {
  const unknown = change.smsCountries?.filter((country) => !allCountries.includes(country)) ?? [];
  if (unknown.length > 0) return [{ path: "smsCountries", message: `Not a country: ${first(unknown)}` }];
  const alone = wrongCountries(change.smsCountries ?? []);
  if (alone.length > 0) return alone.map((message) => ({ path: "smsCountries", message }));
  const looser = looserFields(policy, floor);
  const pathOf = (field: BoundField) => (field === "enforcement" && change.required === false ? "required" : field);
  if (looser.length > 0)
    return looser.map((field) => ({ path: pathOf(field), message: belowFloor[field](policy, floor) }));
  return isConsistent(policy)
    ? []
    : [{ path: "factorTypes", message: "Pre-registration needs sms among the factor types" }];
}

type Change = Parameters<typeof replacePolicy>[1];
/** A change as a call words it. */
type WordedChange = Omit<Change, "enforcementFrom"> & {
  readonly required?: boolean | undefined;
  readonly enforcementFrom?: string | null | undefined;
};

/** The next version of a policy, as the body of a call asks for it. */
export function changedPolicy(
  settings: Settings,
  current: Policy,
  body: WordedChange,
  now: Instant,
): Outcome<{ readonly policy: Policy; readonly event: EventDraft }> {
  const enforcement = enforcementIn(body, current);
  const contradiction = { path: "enforcement", message: "required and enforcement contradict each other: name one" };
  if (enforcement === null) return refused({ code: "invalid_request", errors: [contradiction] });
  const { enforcementFrom: from } = body;
  const enforcementFrom = from === undefined || from === null ? from : Date.parse(from);
  const replaced = replacePolicy(current, { ...body, enforcement, enforcementFrom }, now);
  const errors = policyFaults(replaced.policy, body, floorOf(settings));
  return errors.length > 0 ? refused({ code: "invalid_request", errors }) : { ok: true, ...replaced };
}

/** The policy that binds now, with the write that made it. */
export async function currentVersion(
  source: PolicySource & Parameters<typeof peopleOf>[0],
  tenant: string,
): Promise<{ readonly policy: Policy; readonly changed: PolicyChange | null }> {
  const version = await source.policies.currentVersion(tenant);
  const policy = binding(source, version && version.policy);
  if (version === null) return { policy, changed: null };
  const { at, actor } = version;
  return { policy, changed: { at, actor: named(actor, await peopleOf(source, tenant, [actor.ref])) } };
}

const belowFloor: { readonly [F in BoundField]: (change: PolicyFloor, floor: PolicyFloor) => string } = {
  enforcement: (_, { enforcement }) =>
    enforcement === "on"
      ? "This deployment requires a second factor of everybody"
      : "This deployment asks for enforcement report or on",
  enforcementFrom: (_, { enforcementFrom = null }) =>
    `This deployment requires a second factor of everybody ${enforcementFrom === null ? "at once" : `from ${isoTime(enforcementFrom)}`}`,
  graceDays: (_, { graceDays = 0 }) => `This deployment allows at most ${String(graceDays)} days of grace`,
  requiredFor: (_, { requiredFor = { roles: [] } }) =>
    `This deployment requires a second factor of the roles ${requiredFor.roles.join(", ")}`,
  passkeys: (_, { passkeys }) => `This deployment asks for passkeys at least as strict as ${JSON.stringify(passkeys)}`,
  factorTypes: ({ factorTypes = [] }, { factorTypes: allowed = [] }) =>
    `This deployment does not allow ${factorTypes.filter((type) => !allowed.includes(type)).join(", ")}`,
  phoneRegistration: () => "This deployment asks for pre-registered phones",
  smsCountries: ({ smsCountries = [] }, { smsCountries: allowed = [] }) =>
    `This deployment sends no SMS to ${first(smsCountries.filter((country) => !isCountryAllowed(country, allowed)))}`,
  trustedDevices: (_, { trustedDevices = { days: 0 } }) =>
    `This deployment remembers devices for at most ${String(trustedDevices.days)} days`,
  resetApproval: () => "This deployment asks for a second person",
  recovery: (_, { recovery = defaultRecovery }) =>
    recovery.mode === "off"
      ? "This deployment allows no recovery"
      : `This deployment asks for ${recovery.mode} of at least ${String(recovery.delayHours)} hours`,
  voice: () => "This deployment lets no call read codes out",
  smsBudgetUsd: (_, { smsBudgetUsd = null }) =>
    `This deployment spends at most ${String(smsBudgetUsd)} USD a month on the SMS of an organisation`,
};

const most = 20;
const first = (countries: readonly string[]): string =>
  countries.length > most
    ? `${countries.slice(0, most).join(", ")} and ${String(countries.length - most)} more`
    : countries.join(", ");
