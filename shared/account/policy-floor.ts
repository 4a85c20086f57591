import { isCountryAllowed, narrowedCountries, isConsistent, type Policy } from "./policy.ts";
import type { CodeType } from "./factor.ts";
import type { PasskeyPolicy, RecoveryTerms } from "./policy-fields.ts";

/** The fields of a policy that can be stricter or looser than another's. A name and a help text cannot. */
type Bounds = Pick<
  Policy,
  | "required"
  | "factorTypes"
  | "passkeys"
  | "phoneRegistration"
  | "smsCountries"
  | "trustedDevices"
  | "resetApproval"
  | "recovery"
>;
export type BoundField = keyof Bounds;

/** Every organisation's policy is at least as strict as this, in each field that it names. A list is the largest set allowed. */
export type PolicyFloor = { readonly [F in BoundField]?: Bounds[F] | undefined };

interface Strictness<V> {
  readonly isLooser: (value: V, than: V) => boolean;
  /** The loosest value that is at least as strict as both. */
  readonly both: (value: V, floor: V) => V;
}

const strictness: { readonly [F in BoundField]: Strictness<Bounds[F]> } = {
  required: {
    isLooser: (value, than) => than && !value,
    both: (value, floor) => value || floor,
  },
  factorTypes: {
    isLooser: (types, than) => types.some((type) => !than.includes(type)),
    both: typesOfBoth,
  },
  phoneRegistration: {
    isLooser: (value, than) => value === "self" && than === "pre-registered",
    both: (value, floor) => (value === "self" ? floor : value),
  },
  smsCountries: {
    isLooser: (countries, than) => countries.some((country) => !isCountryAllowed(country, than)),
    both: narrowedCountries,
  },
  trustedDevices: {
    isLooser: ({ days }, than) => days > than.days,
    both: ({ days }, floor) => ({ days: Math.min(days, floor.days) }),
  },
  passkeys: { isLooser: arePasskeysLooser, both: passkeysOfBoth },
  resetApproval: {
    isLooser: (value, than) => value === "one" && than === "two",
    both: (value, floor) => (value === "one" ? floor : value),
  },
  // A way back in by password and mailbox: none is strictest, then one that a person approves, then the longer wait.
  recovery: {
    isLooser: ({ mode, delayHours }, than) =>
      modeRank[mode] > modeRank[than.mode] || (mode !== "off" && delayHours < than.delayHours),
    both: (value, floor) => ({
      mode: modeRank[value.mode] > modeRank[floor.mode] ? floor.mode : value.mode,
      delayHours: Math.max(value.delayHours, floor.delayHours),
    }),
  },
};

/** From the strictest value to the loosest. */
const byStrictness = {
  allowed: ["off", "device-bound", "any"],
  userVerification: ["required", "preferred", "discouraged"],
} as const satisfies { readonly [F in keyof PasskeyPolicy]?: readonly PasskeyPolicy[F][] };

const looseness = ({ allowed, userVerification }: PasskeyPolicy) => ({
  allowed: byStrictness.allowed.indexOf(allowed),
  userVerification: byStrictness.userVerification.indexOf(userVerification),
});

/** Without passkeys codes complete every login, whatever the field says. */
const refusesCodesBeside = ({ allowed, downgrade }: PasskeyPolicy): boolean =>
  allowed !== "off" && downgrade === "refuse";

function arePasskeysLooser(value: PasskeyPolicy, than: PasskeyPolicy): boolean {
  const [own, limit] = [looseness(value), looseness(than)];
  return (
    own.allowed > limit.allowed ||
    own.userVerification > limit.userVerification ||
    (refusesCodesBeside(than) && !refusesCodesBeside(value))
  );
}

function passkeysOfBoth(value: PasskeyPolicy, floor: PasskeyPolicy): PasskeyPolicy {
  const [own, limit] = [looseness(value), looseness(floor)];
  const isTighter = own.allowed <= limit.allowed && !(refusesCodesBeside(floor) && value.allowed === "off");
  return {
    allowed: isTighter ? value.allowed : floor.allowed,
    userVerification: own.userVerification <= limit.userVerification ? value.userVerification : floor.userVerification,
    downgrade: floor.downgrade === "refuse" ? floor.downgrade : value.downgrade,
  };
}
const modeRank = { off: 0, "delay-and-approval": 1, delay: 2 } as const satisfies Record<RecoveryTerms["mode"], number>;

/** No type at all would lock everybody out: an organisation whose types the deployment forbids gets those that it allows. */
function typesOfBoth(types: readonly CodeType[], floor: readonly CodeType[]): readonly CodeType[] {
  const both = types.filter((type) => floor.includes(type));
  return both.length === 0 && types.length > 0 ? floor : both;
}

/** The fields in which a policy, or a change of one, is looser than another: the one comparison of policies. Fields that one leaves out do not count. */
export const looserFields = (policy: PolicyFloor, than: PolicyFloor): readonly BoundField[] =>
  boundFields.filter((field) => isLooserIn(field, policy[field], than[field]));

const boundFields = [
  "required",
  "factorTypes",
  "phoneRegistration",
  "smsCountries",
  "trustedDevices",
  "passkeys",
  "resetApproval",
  "recovery",
] as const satisfies readonly BoundField[];

const isLooserIn = <F extends BoundField>(
  field: F,
  value: Bounds[F] | undefined,
  limit: Bounds[F] | undefined,
): boolean => value !== undefined && limit !== undefined && strictness[field].isLooser(value, limit);

/** The policy that binds: as it was written, raised to the floor where it is looser. */
export const raisedTo = (floor: PolicyFloor, policy: Policy): Policy => ({
  ...policy,
  required: raised("required", policy, floor),
  factorTypes: raised("factorTypes", policy, floor),
  phoneRegistration: raised("phoneRegistration", policy, floor),
  smsCountries: raised("smsCountries", policy, floor),
  trustedDevices: raised("trustedDevices", policy, floor),
  passkeys: raised("passkeys", policy, floor),
  resetApproval: raised("resetApproval", policy, floor),
  recovery: raised("recovery", policy, floor),
});

function raised<F extends BoundField>(
  field: F,
  { [field]: value }: Bounds,
  { [field]: limit }: PolicyFloor,
): Bounds[F] {
  return limit === undefined ? value : strictness[field].both(value, limit);
}

/** Demands of the deployment on every organisation: its floor, and its countries as a ceiling. */
export const floorOf = ({
  policyFloor,
  smsCountries,
}: {
  readonly policyFloor: PolicyFloor;
  readonly smsCountries: readonly string[];
}): PolicyFloor => {
  const countries = narrowedCountries(policyFloor.smsCountries ?? ["*"], smsCountries);
  return countries.includes("*") ? policyFloor : { ...policyFloor, smsCountries: countries };
};

/** Whether a user can still set up a first factor under the floor: registered phones need `sms` among the types. */
export const isFloorConsistent = ({ phoneRegistration = "self", factorTypes }: PolicyFloor): boolean =>
  factorTypes === undefined || isConsistent({ phoneRegistration, factorTypes });
