import type { EventData, EventDraft } from "./events.ts";
import { type CodeType, codeTypes, type FactorType, type Newer } from "./factor.ts";
import { type Instant, isoTime } from "./instant.ts";
import {
  defaultPasskeys,
  defaultRecovery,
  type Enforcement,
  type PasskeyPolicy,
  type PhoneRegistration,
  type RecoveryTerms,
  type ResetApproval,
} from "./policy-fields.ts";

/** An organisation's requirements for its users' second factor. */
export interface Policy {
  /** `on`: everybody needs a second factor, from `enforcementFrom` on. */
  readonly enforcement: Enforcement;
  /** Null: at once. */
  readonly enforcementFrom: Instant | null;
  /** Days from the first login that asks for a set-up until it insists. */
  readonly graceDays: number;
  /** Users with one of these roles need a second factor whatever `enforcement` says. */
  readonly requiredFor: { readonly roles: readonly string[] };
  /** When `enforcement` became `on`, and when the newest role was named; null: unknown, or not so. */
  readonly onSince: Instant | null;
  readonly rolesSince: Instant | null;
  /** Of those that are proven by a code. Passkeys have a field of their own, so that an older page cannot drop them. */
  readonly factorTypes: readonly CodeType[];
  readonly passkeys: PasskeyPolicy;
  readonly phoneRegistration: PhoneRegistration;
  /** ISO 3166-1 alpha-2. */
  readonly smsCountries: readonly string[];
  /** The name that an authenticator app and an SMS show. */
  readonly issuerName: string;
  readonly recoveryHelp: string | null;
  /** Whether a login's code may be read out in a call. */
  readonly voice: boolean;
  /** USD a month, after which set-ups get no SMS; null: no bound. */
  readonly smsBudgetUsd: number | null;
  /** Days for which a device may go without a code; 0: none may. */
  readonly trustedDevices: { readonly days: number };
  readonly resetApproval: ResetApproval;
  /** Devices made until then do not count; null: there is no such instant. */
  readonly devicesFrom: Instant | null;
  readonly recovery: RecoveryTerms;
  /** Recoveries asked for until then do not count. Absent: there is no such instant. */
  readonly recoveryFrom?: Instant;
  /** 0: never written, the deployment's defaults. */
  readonly version: number;
  /** Stored by a newer release: nobody registers these types here, and the next write keeps both. */
  readonly newer?: { readonly factorTypes: readonly string[]; readonly fields: Newer };
}

/** In force until an admin writes a policy. */
export const defaultPolicy = (deployment: {
  readonly smsCountries: readonly string[];
  readonly appName: string;
}): Policy => ({
  enforcement: "off",
  enforcementFrom: null,
  graceDays: 0,
  requiredFor: { roles: [] },
  onSince: null,
  rolesSince: null,
  factorTypes: codeTypes,
  passkeys: defaultPasskeys,
  phoneRegistration: "self",
  smsCountries: deployment.smsCountries,
  issuerName: deployment.appName,
  recoveryHelp: null,
  voice: false,
  smsBudgetUsd: null,
  trustedDevices: { days: 0 },
  resetApproval: "one",
  devicesFrom: null,
  recovery: defaultRecovery,
  version: 0,
});

/** Instants that follow from the changes of other fields. */
type Derived = "devicesFrom" | "recoveryFrom" | "onSince" | "rolesSince";

type Change = {
  readonly [F in keyof Omit<Policy, "version" | "newer" | Derived>]?: Policy[F] | undefined;
};

/** The next version of a policy: fields left out keep their value. */
export function replacePolicy(
  current: Policy,
  change: Change,
  now: Instant,
): { readonly policy: Policy; readonly event: EventDraft } {
  const trustedDevices = change.trustedDevices ?? current.trustedDevices;
  // Off is the end of those that there are: they do not come back when it is on again.
  const isOffNow = trustedDevices.days === 0 && current.trustedDevices.days > 0;
  const enforcement = change.enforcement ?? current.enforcement;
  const requiredFor = change.requiredFor ?? current.requiredFor;
  const recovery = change.recovery ?? current.recovery;
  const endsRecoveries = recovery.mode === "off" && current.recovery.mode !== "off";
  const policy: Policy = {
    ...current,
    enforcement,
    enforcementFrom: change.enforcementFrom === undefined ? current.enforcementFrom : change.enforcementFrom,
    graceDays: change.graceDays ?? current.graceDays,
    requiredFor,
    onSince: enforcement === "on" ? (wasOn(current) ? current.onSince : now) : null,
    rolesSince: rolesSince(current, requiredFor.roles, now),
    factorTypes: change.factorTypes ?? current.factorTypes,
    passkeys: change.passkeys ?? current.passkeys,
    phoneRegistration: change.phoneRegistration ?? current.phoneRegistration,
    smsCountries: change.smsCountries ?? current.smsCountries,
    issuerName: change.issuerName ?? current.issuerName,
    recoveryHelp: change.recoveryHelp === undefined ? current.recoveryHelp : change.recoveryHelp,
    voice: change.voice ?? current.voice,
    smsBudgetUsd: change.smsBudgetUsd === undefined ? current.smsBudgetUsd : change.smsBudgetUsd,
    trustedDevices,
    resetApproval: change.resetApproval ?? current.resetApproval,
    devicesFrom: isOffNow ? now : current.devicesFrom,
    recovery,
    ...(endsRecoveries && { recoveryFrom: now }),
    version: current.version + 1,
  };
  return { policy, event: updated(policy) };
}

const wasOn = ({ enforcement, onSince }: Policy): boolean => enforcement === "on" && onSince !== null;

function rolesSince(current: Policy, roles: readonly string[], now: Instant): Instant | null {
  if (roles.length === 0) return null;
  return roles.every((role) => current.requiredFor.roles.includes(role)) ? (current.rolesSince ?? now) : now;
}

/** The next version of a policy, in which no device made so far counts. */
export function withoutDevicesBefore(
  current: Policy,
  now: Instant,
): { readonly policy: Policy; readonly event: EventDraft } {
  const policy: Policy = { ...current, devicesFrom: now, version: current.version + 1 };
  return { policy, event: updated(policy) };
}

const updated = (policy: Policy): EventDraft => ({ type: "policy.updated", data: announcement(policy) });

/** Data of a new policy's event, so that a restore knows how strict it was. */
export const announcement = (policy: Policy): EventData<"policy.updated"> => ({
  version: policy.version,
  required: policy.enforcement === "on",
  factorTypes: [...policy.factorTypes, ...(policy.newer?.factorTypes ?? [])],
  phoneRegistration: policy.phoneRegistration,
  enforcement: policy.enforcement,
  enforcementFrom: policy.enforcementFrom === null ? null : isoTime(policy.enforcementFrom),
  graceDays: policy.graceDays,
  requiredFor: { roles: [...policy.requiredFor.roles] },
  resetApproval: policy.resetApproval,
});

/** Under pre-registration the first factor is a phone, so a policy without phones would let nobody in. */
export const isConsistent = ({
  phoneRegistration,
  factorTypes: allowed,
}: Pick<Policy, "phoneRegistration" | "factorTypes">): boolean =>
  phoneRegistration === "self" || allowed.includes(registeredType);

/** The type whose factor an admin registers beforehand. */
export const registeredType = "sms" satisfies CodeType;

/** The types that a user may set up. `takesPasskeys`: whether the user's issuer does. */
export const registrableTypes = (policy: Policy, takesPasskeys: boolean): readonly FactorType[] => [
  ...policy.factorTypes,
  ...(takesPasskeys && policy.passkeys.allowed !== "off" ? (["passkey"] as const) : []),
];

/** The types that a user without a factor may begin with. */
export const firstFactorTypes = (policy: Policy, takesPasskeys: boolean): readonly FactorType[] =>
  policy.phoneRegistration === "pre-registered" ? [registeredType] : registrableTypes(policy, takesPasskeys);

/** Every country that has phone numbers (ISO 3166-1 alpha-2), sorted: written out so that a policy needs no numbering plans. */
export const allCountries: readonly string[] = [
  "AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY",
  "BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ",
  "FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR",
  "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH",
  "MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK",
  "PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA",
  "TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW",
].flatMap((row) => row.split(" "));

/** `*` in the list stands for all countries. */
export const isCountryAllowed = (country: string, smsCountries: readonly string[]): boolean =>
  smsCountries.includes(country) || smsCountries.includes("*");

/** The countries of both lists. */
export const narrowedCountries = (countries: readonly string[], ceiling: readonly string[]): readonly string[] =>
  countries.includes("*") ? ceiling : countries.filter((country) => isCountryAllowed(country, ceiling));

/** Countries whose mobile numbers cannot be told from those of another one: allowed alone, they allow no number. */
export const sharedNumbers: Readonly<Record<string, string>> = {
  AX: "FI",
  BL: "GP",
  CC: "AU",
  CX: "AU",
  EH: "MA",
  IM: "GB",
  MF: "GP",
  SJ: "NO",
  VA: "IT",
};

/** One sentence for each entry of a list of countries that is none, or that allows no number by itself. */
export const wrongCountries = (countries: readonly string[]): readonly string[] =>
  countries.flatMap((country) => {
    if (country === "*") return [];
    if (!allCountries.includes(country))
      return [`${country} is no country: give two capital letters (ISO 3166-1) such as DE, or * for all`];
    const main = sharedNumbers[country];
    return main === undefined || isCountryAllowed(main, countries)
      ? []
      : [`${country} has the mobile numbers of ${main}: name ${main} too`];
  });
