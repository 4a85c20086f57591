import type { EventDraft } from "./events.ts";
import type { Policy } from "./policy.ts";

type Change = { readonly [F in keyof Omit<Policy, "version">]?: Policy[F] | undefined } & Pick<Policy, "version">;

/** The next version of a policy: fields left out keep their value. Null if another version was named. */
export function replacePolicy(
  current: Policy,
  change: Change,
): { readonly policy: Policy; readonly event: EventDraft } | null {
  if (change.version !== current.version) return null;
  const policy: Policy = {
    required: change.required ?? current.required,
    factorTypes: change.factorTypes ?? current.factorTypes,
    phoneRegistration: change.phoneRegistration ?? current.phoneRegistration,
    smsCountries: change.smsCountries ?? current.smsCountries,
    issuerName: change.issuerName ?? current.issuerName,
    recoveryHelp: change.recoveryHelp === undefined ? current.recoveryHelp : change.recoveryHelp,
    version: current.version + 1,
  };
  const { version, required, factorTypes, phoneRegistration } = policy;
  return {
    policy,
    event: { type: "policy.updated", data: { version, required, factorTypes: [...factorTypes], phoneRegistration } },
  };
}

/** Under pre-registration the first factor is a phone, so a policy without phones would let nobody in. */
export const isConsistent = ({ phoneRegistration, factorTypes }: Policy): boolean =>
  phoneRegistration === "self" || factorTypes.includes("sms");
