import type { Policy } from "../../api.ts";
import { kindOf } from "../../factors/kinds.ts";

/** Fields that the service answers or derives: they are never sent. */
type Answered = "required" | "devicesFrom" | "bindsFrom" | "changedAt" | "changedBy" | "version" | "floor" | "warnings";
/** The fields that an admin chooses. */
export type PolicyFields = Omit<Policy, Answered>;
export type Field = keyof PolicyFields;

/** A policy as it is typed. */
export interface Draft extends Omit<
  PolicyFields,
  "recoveryHelp" | "enforcementFrom" | "graceDays" | "requiredFor" | "trustedDevices" | "recovery" | "smsBudgetUsd"
> {
  readonly recoveryHelp: string;
  /** Empty: at once. */
  readonly enforcementFrom: string;
  readonly graceDays: string;
  /** With commas between them. */
  readonly roles: string;
  readonly deviceDays: string;
  readonly recoveryMode: string;
  readonly delayHours: string;
  /** Empty: none. */
  readonly budget: string;
}

export type DraftError = "roles" | "grace" | "types" | "registration" | "budget" | "devices" | "delay" | "issuer";

/** The keys in which each field is typed, in the order in which they are shown. A field without a row does not compile. */
const typedIn: Readonly<Record<Field, readonly (keyof Draft)[]>> = {
  enforcement: ["enforcement"],
  enforcementFrom: ["enforcementFrom"],
  requiredFor: ["roles"],
  graceDays: ["graceDays"],
  factorTypes: ["factorTypes"],
  passkeys: ["passkeys"],
  phoneRegistration: ["phoneRegistration"],
  smsCountries: ["smsCountries"],
  voice: ["voice"],
  smsBudgetUsd: ["budget"],
  trustedDevices: ["deviceDays"],
  resetApproval: ["resetApproval"],
  recovery: ["recoveryMode", "delayHours"],
  issuerName: ["issuerName"],
  recoveryHelp: ["recoveryHelp"],
};
export const isField = (name: string): name is Field => Object.hasOwn(typedIn, name);
const fields = Object.keys(typedIn).filter(isField);

export const draftOf = ({
  recoveryHelp,
  enforcementFrom,
  graceDays,
  requiredFor,
  trustedDevices,
  recovery,
  smsBudgetUsd,
  ...policy
}: PolicyFields): Draft => ({
  enforcement: policy.enforcement,
  factorTypes: policy.factorTypes,
  passkeys: policy.passkeys,
  phoneRegistration: policy.phoneRegistration,
  smsCountries: policy.smsCountries,
  voice: policy.voice,
  budget: smsBudgetUsd === null ? "" : String(smsBudgetUsd),
  issuerName: policy.issuerName,
  resetApproval: policy.resetApproval,
  recoveryHelp: recoveryHelp ?? "",
  enforcementFrom: enforcementFrom ?? "",
  graceDays: String(graceDays),
  roles: requiredFor.roles.join(", "),
  deviceDays: String(trustedDevices.days),
  recoveryMode: recovery.mode,
  delayHours: String(recovery.delayHours),
});

const rolesIn = (text: string): string[] =>
  [...new Set(text.split(/[,;\n]/).map((role) => role.trim()))].filter(Boolean);

/** Empty and anything but digits is no number. */
const wholeNumber = (text: string): number => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN);

/** Null: none; a comma is a point. */
function budgetIn(text: string): number | null {
  const typed = text.trim().replace(",", ".");
  if (typed === "") return null;
  return /^\d{1,7}(?:\.\d{1,2})?$/.test(typed) ? Number(typed) : Number.NaN;
}

/** The policy that the service would store. */
export const policyOf = ({ roles, deviceDays, recoveryMode, delayHours, budget, ...draft }: Draft): PolicyFields => ({
  ...draft,
  smsBudgetUsd: budgetIn(budget),
  issuerName: draft.issuerName.trim(),
  recoveryHelp: draft.recoveryHelp.trim() || null,
  enforcementFrom: draft.enforcementFrom || null,
  graceDays: wholeNumber(draft.graceDays),
  requiredFor: { roles: rolesIn(roles) },
  trustedDevices: { days: wholeNumber(deviceDays) },
  recovery: { mode: recoveryMode, delayHours: wholeNumber(delayHours) },
});

const sorted = (values: readonly string[]): readonly string[] =>
  values.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0));

/** The order of a list means nothing, nor how an instant is written. */
function plain(policy: PolicyFields, field: Field): string {
  switch (field) {
    case "factorTypes":
    case "smsCountries":
      return JSON.stringify(sorted(policy[field]));
    case "requiredFor":
      return JSON.stringify(sorted(policy.requiredFor.roles));
    case "enforcementFrom":
      return String(policy.enforcementFrom === null ? null : Date.parse(policy.enforcementFrom));
    default:
      return JSON.stringify(policy[field]);
  }
}

/** The fields in which two policies differ. */
export const differences = (one: PolicyFields, other: PolicyFields): readonly Field[] =>
  fields.filter((field) => plain(one, field) !== plain(other, field));

export const changesIn = (base: PolicyFields, draft: Draft): readonly Field[] => differences(base, policyOf(draft));

/** Only what is different, so that a newer field of the policy keeps its value. */
export function changeOf(base: PolicyFields, draft: Draft): Partial<PolicyFields> {
  const policy = policyOf(draft);
  return Object.fromEntries(changesIn(base, draft).map((field) => [field, policy[field]]));
}

/** Typed fields stay; the others follow the policy that came in between. */
export function rebased(draft: Draft, base: Policy, newer: Policy): Draft {
  const typed = changesIn(base, draft).flatMap((field) => typedIn[field]);
  const edited = Object.entries(draft).filter(([key]) => typed.some((one) => one === key));
  return { ...draftOf(newer), ...(Object.fromEntries(edited) as Partial<Draft>) };
}

const isOutside = (text: string, least: number, most: number): boolean => {
  const value = wholeNumber(text);
  return !(value >= least && value <= most);
};

export function errorsIn(draft: Draft): readonly DraftError[] {
  const name = draft.issuerName.trim();
  const roles = rolesIn(draft.roles);
  const budget = budgetIn(draft.budget);
  const errors: (DraftError | false)[] = [
    (roles.length > 50 || roles.some((role) => role.length > 100)) && "roles",
    isOutside(draft.graceDays, 0, 90) && "grace",
    draft.factorTypes.length === 0 && "types",
    // Else nobody could set anything up.
    draft.phoneRegistration === "pre-registered" &&
      !draft.factorTypes.some((type) => kindOf(type)?.preRegistered) &&
      "registration",
    budget !== null && !(budget >= 1 && budget <= 1_000_000) && "budget",
    isOutside(draft.deviceDays, 0, 30) && "devices",
    isOutside(draft.delayHours, 24, 336) && "delay",
    (name === "" || name.length > 40 || /[:\p{Cc}\p{Cf}]/u.test(name)) && "issuer",
  ];
  return errors.filter((error) => error !== false);
}

/** A type that is newer than this page stays where it is. */
export const withType = (types: readonly string[], type: string, on: boolean): readonly string[] =>
  on ? [...types, type] : types.filter((one) => one !== type);
