import type { Policy } from "../../api.ts";
import { kindOf } from "../../factors/kinds.ts";

/** Fields that this page neither shows nor sends: they stay as they are. */
type Unshown =
  | "trustedDevices"
  | "devicesFrom"
  | "enforcement"
  | "requiredFor"
  | "enforcementFrom"
  | "graceDays"
  | "bindsFrom"
  | "changedAt"
  | "changedBy"
  | "resetApproval"
  | "recovery"
  | "voice"
  | "smsBudgetUsd";
/** The fields that an admin chooses; the service answers the others. */
export type PolicyFields = Omit<Policy, "version" | "floor" | "warnings" | Unshown>;
export type Field = keyof PolicyFields;

/** A policy as it is typed. */
export type Draft = Omit<PolicyFields, "recoveryHelp"> & { readonly recoveryHelp: string };

export type DraftError = "types" | "registration" | "issuer";

/** In the order in which they are shown. A field without a row does not compile. */
const shown: Readonly<Record<Field, true>> = {
  required: true,
  factorTypes: true,
  passkeys: true,
  phoneRegistration: true,
  smsCountries: true,
  issuerName: true,
  recoveryHelp: true,
};
const isField = (name: string): name is Field => Object.hasOwn(shown, name);
const fields = Object.keys(shown).filter(isField);

export const draftOf = ({
  version: _version,
  floor: _floor,
  warnings: _warnings,
  trustedDevices: _trustedDevices,
  devicesFrom: _devicesFrom,
  resetApproval: _resetApproval,
  recovery: _recovery,
  enforcement: _enforcement,
  requiredFor: _requiredFor,
  enforcementFrom: _enforcementFrom,
  graceDays: _graceDays,
  bindsFrom: _bindsFrom,
  changedAt: _changedAt,
  changedBy: _changedBy,
  voice: _voice,
  smsBudgetUsd: _smsBudgetUsd,
  ...policy
}: Policy): Draft => ({
  ...policy,
  recoveryHelp: policy.recoveryHelp ?? "",
});

/** The policy that the service would store. */
export const policyOf = (draft: Draft): PolicyFields => ({
  ...draft,
  issuerName: draft.issuerName.trim(),
  recoveryHelp: draft.recoveryHelp.trim() || null,
});

/** The order of a list means nothing. */
const plain = (value: Policy[Field]): string =>
  Array.isArray(value)
    ? JSON.stringify(value.map(String).toSorted((one, other) => (one < other ? -1 : 1)))
    : JSON.stringify(value);

/** The fields in which two policies differ. */
export const differences = (one: PolicyFields, other: PolicyFields): readonly Field[] =>
  fields.filter((field) => plain(one[field]) !== plain(other[field]));

export const changesIn = (base: Policy, draft: Draft): readonly Field[] => differences(base, policyOf(draft));

/** Typed fields stay; the others follow the policy that came in between. */
export function rebased(draft: Draft, base: Policy, newer: Policy): Draft {
  const typed = changesIn(base, draft);
  const edited = Object.entries(draft).filter(([field]) => typed.some((one) => one === field));
  return { ...draftOf(newer), ...(Object.fromEntries(edited) as Partial<Draft>) };
}

export function errorsIn({ factorTypes, phoneRegistration, issuerName }: Draft): readonly DraftError[] {
  const name = issuerName.trim();
  const errors: (DraftError | false)[] = [
    factorTypes.length === 0 && "types",
    // Else nobody could set anything up.
    phoneRegistration === "pre-registered" &&
      !factorTypes.some((type) => kindOf(type)?.preRegistered) &&
      "registration",
    (name === "" || name.length > 40 || /[:\p{Cc}\p{Cf}]/u.test(name)) && "issuer",
  ];
  return errors.filter((error) => error !== false);
}

/** A type that is newer than this page stays where it is. */
export const withType = (types: readonly string[], type: string, on: boolean): readonly string[] =>
  on ? [...types, type] : types.filter((one) => one !== type);
