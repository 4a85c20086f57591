import type { EventData, EventDraft } from "./events.ts";
import { type FactorType, factorTypes, type Newer } from "./factor.ts";
import type { PhoneRegistration } from "./policy-fields.ts";

/** An organisation's requirements for its users' second factor. */
export interface Policy {
  readonly required: boolean;
  readonly factorTypes: readonly FactorType[];
  readonly phoneRegistration: PhoneRegistration;
  /** ISO 3166-1 alpha-2. */
  readonly smsCountries: readonly string[];
  /** The name that an authenticator app and an SMS show. */
  readonly issuerName: string;
  readonly recoveryHelp: string | null;
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
  required: false,
  factorTypes,
  phoneRegistration: "self",
  smsCountries: deployment.smsCountries,
  issuerName: deployment.appName,
  recoveryHelp: null,
  version: 0,
});

type Change = { readonly [F in keyof Omit<Policy, "version" | "newer">]?: Policy[F] | undefined } & Pick<
  Policy,
  "version"
>;

/** The next version of a policy: fields left out keep their value. Null if another version was named. */
export function replacePolicy(
  current: Policy,
  change: Change,
): { readonly policy: Policy; readonly event: EventDraft } | null {
  if (change.version !== current.version) return null;
  const policy: Policy = {
    ...current,
    required: change.required ?? current.required,
    factorTypes: change.factorTypes ?? current.factorTypes,
    phoneRegistration: change.phoneRegistration ?? current.phoneRegistration,
    smsCountries: change.smsCountries ?? current.smsCountries,
    issuerName: change.issuerName ?? current.issuerName,
    recoveryHelp: change.recoveryHelp === undefined ? current.recoveryHelp : change.recoveryHelp,
    version: current.version + 1,
  };
  const { version, required, phoneRegistration } = policy;
  const types = [...policy.factorTypes, ...(policy.newer?.factorTypes ?? [])];
  return {
    policy,
    event: { type: "policy.updated", data: { version, required, factorTypes: types, phoneRegistration } },
  };
}

/** Under pre-registration the first factor is a phone, so a policy without phones would let nobody in. */
export const isConsistent = ({
  phoneRegistration,
  factorTypes: allowed,
}: Pick<Policy, "phoneRegistration" | "factorTypes">): boolean =>
  phoneRegistration === "self" || allowed.includes(registeredType);

/** The type whose factor an admin registers beforehand. */
const registeredType = "sms" satisfies FactorType;

/** The types that a user without a factor may begin with. */
export const firstFactorTypes = (policy: Policy): readonly FactorType[] =>
  policy.phoneRegistration === "pre-registered" ? [registeredType] : policy.factorTypes;

type Announced = EventData<"policy.updated">;

/**
 * The stricter of the backup's policy and of what the newest `policy.updated` event said; null if the backup's is as strict.
 * Its version is one that no policy had before: a client that read a lost policy cannot replace this one by it.
 * The event does not tell countries, name and help text: they stay the backup's.
 */
export function restoredPolicy(policy: Policy, announced: Announced): Policy | null {
  const known = factorTypes.filter((type) => announced.factorTypes.includes(type));
  const both = policy.factorTypes.filter((type) => known.includes(type));
  const strictest: Policy = {
    ...policy,
    required: policy.required || announced.required,
    // No type at all would lock everybody out: then the newer word counts.
    factorTypes: both.length > 0 ? both : known,
    phoneRegistration:
      announced.phoneRegistration === "pre-registered" ? announced.phoneRegistration : policy.phoneRegistration,
    version: Math.max(policy.version, announced.version) + 1,
  };
  // One asked for registered phones and the other for apps alone: then nobody could begin.
  const strict: Policy = isConsistent(strictest) ? strictest : { ...strictest, factorTypes: [...both, registeredType] };
  const isSame =
    strict.required === policy.required &&
    strict.phoneRegistration === policy.phoneRegistration &&
    strict.factorTypes.length === policy.factorTypes.length &&
    strict.factorTypes.every((type) => policy.factorTypes.includes(type));
  return isSame ? null : strict;
}
