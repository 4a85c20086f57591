import { codeTypes, type CodeType } from "./factor.ts";
import type { EventData } from "./events.ts";
import type { Instant } from "./instant.ts";
import {
  enforcements,
  type PasskeyPolicy,
  phoneRegistrations,
  type RecoveryTerms,
  resetApprovals,
} from "./policy-fields.ts";
import { isCountryAllowed, narrowedCountries, isConsistent, type Policy, registeredType } from "./policy.ts";

/** The fields of a policy that can be stricter or looser than another's. A name and a help text cannot. */
type Bounds = Pick<Policy, BoundField>;
export type BoundField = (typeof boundFields)[number];

const boundFields = [
  "enforcement",
  "enforcementFrom",
  "graceDays",
  "requiredFor",
  "factorTypes",
  "passkeys",
  "phoneRegistration",
  "smsCountries",
  "trustedDevices",
  "resetApproval",
  "recovery",
  "voice",
  "smsBudgetUsd",
] as const satisfies readonly (keyof Policy)[];

/** Every organisation's policy is at least as strict as this, in each field that it names. A list of what is allowed is the largest one. */
export type PolicyFloor = { readonly [F in BoundField]?: Bounds[F] | undefined };

interface Strictness<V> {
  /** `of`, `other`: the policies that the values are of. */
  readonly isLooser: (value: V, than: V, of: PolicyFloor, other: PolicyFloor) => boolean;
  /** The loosest value that is at least as strict as both. */
  readonly both: (value: V, floor: V, of: PolicyFloor, other: PolicyFloor) => V;
}

const isOn = ({ enforcement }: PolicyFloor): boolean => enforcement === "on";

const strictness: { readonly [F in BoundField]: Strictness<Bounds[F]> } = {
  enforcement: ranked(enforcements),
  // The date of a policy that is not on only announces.
  enforcementFrom: {
    isLooser: (from, than, of, other) => isOn(of) && isOn(other) && isLater(from, than),
    both: (from, floor, of, other) => (isOn(other) && (!isOn(of) || isLater(from, floor)) ? floor : from),
  },
  graceDays: {
    isLooser: (days, than) => days > than,
    both: (days, floor) => Math.min(days, floor),
  },
  requiredFor: {
    isLooser: ({ roles }, than) => than.roles.some((role) => !roles.includes(role)),
    both: ({ roles }, floor) => ({ roles: [...roles, ...floor.roles.filter((role) => !roles.includes(role))] }),
  },
  factorTypes: {
    isLooser: (types, than) => types.some((type) => !than.includes(type)),
    both: typesOfBoth,
  },
  passkeys: { isLooser: arePasskeysLooser, both: passkeysOfBoth },
  phoneRegistration: ranked(phoneRegistrations),
  smsCountries: {
    isLooser: (countries, than) => countries.some((country) => !isCountryAllowed(country, than)),
    both: (countries, ceiling) => narrowedCountries(countries, ceiling),
  },
  trustedDevices: {
    isLooser: ({ days }, than) => days > than.days,
    both: ({ days }, floor) => ({ days: Math.min(days, floor.days) }),
  },
  resetApproval: ranked(resetApprovals),
  // A way back in by password and mailbox: none is strictest, then one that a person approves, then the longer wait.
  recovery: {
    isLooser: ({ mode, delayHours }, than) =>
      modeRank[mode] > modeRank[than.mode] || (mode !== "off" && delayHours < than.delayHours),
    both: (value, floor) => ({
      mode: modeRank[value.mode] > modeRank[floor.mode] ? floor.mode : value.mode,
      delayHours: Math.max(value.delayHours, floor.delayHours),
    }),
  },
  // A call is taken by whoever is near the phone, or by its mailbox, and costs more than an SMS.
  voice: ranked([true, false]),
  smsBudgetUsd: {
    isLooser: (usd, than) => spent(usd) > spent(than),
    both: (usd, floor) => (spent(usd) > spent(floor) ? floor : usd),
  },
};

/** Null is without a bound. */
const spent = (budget: number | null): number => budget ?? Number.POSITIVE_INFINITY;

/** Null is at once, so earlier than every date. */
const isLater = (from: Instant | null, than: Instant | null): boolean => (from ?? 0) > (than ?? 0);

/** Of values in one row: `fromLaxest`. */
function ranked<V>(fromLaxest: readonly V[]): Strictness<V> {
  const isLooser = (value: V, than: V): boolean => fromLaxest.indexOf(value) < fromLaxest.indexOf(than);
  return { isLooser, both: (value, floor) => (isLooser(value, floor) ? floor : value) };
}

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
  boundFields.filter((field) => isLooserIn(field, { of: policy, than }, policy[field], than[field]));

interface Compared {
  readonly of: PolicyFloor;
  readonly than: PolicyFloor;
}

const isLooserIn = <F extends BoundField>(
  field: F,
  { of, than }: Compared,
  value: Bounds[F] | undefined,
  limit: Bounds[F] | undefined,
): boolean => value !== undefined && limit !== undefined && strictness[field].isLooser(value, limit, of, than);

/** The policy that binds: as it was written, raised to the floor where it is looser. */
export const raisedTo = (floor: PolicyFloor, policy: Policy): Policy => {
  const both = { of: policy, than: floor };
  return {
    ...policy,
    enforcement: raised("enforcement", both, policy, floor),
    enforcementFrom: raised("enforcementFrom", both, policy, floor),
    graceDays: raised("graceDays", both, policy, floor),
    requiredFor: raised("requiredFor", both, policy, floor),
    factorTypes: raised("factorTypes", both, policy, floor),
    passkeys: raised("passkeys", both, policy, floor),
    phoneRegistration: raised("phoneRegistration", both, policy, floor),
    smsCountries: raised("smsCountries", both, policy, floor),
    trustedDevices: raised("trustedDevices", both, policy, floor),
    resetApproval: raised("resetApproval", both, policy, floor),
    recovery: raised("recovery", both, policy, floor),
    voice: raised("voice", both, policy, floor),
    smsBudgetUsd: raised("smsBudgetUsd", both, policy, floor),
  };
};

function raised<F extends BoundField>(
  field: F,
  { of, than }: Compared,
  { [field]: value }: Bounds,
  { [field]: limit }: PolicyFloor,
): Bounds[F] {
  return limit === undefined ? value : strictness[field].both(value, limit, of, than);
}

/** Where everybody needs a second factor, a date and days of grace that are not named are none. */
const withoutSilence = (floor: PolicyFloor): PolicyFloor =>
  isOn(floor) ? { ...floor, enforcementFrom: floor.enforcementFrom ?? null, graceDays: floor.graceDays ?? 0 } : floor;

/** Demands of the deployment on every organisation: its floor, and its countries as a ceiling. */
export const floorOf = ({
  policyFloor,
  smsCountries,
}: {
  readonly policyFloor: PolicyFloor;
  readonly smsCountries: readonly string[];
}): PolicyFloor => {
  const floor = withoutSilence(policyFloor);
  const countries = narrowedCountries(floor.smsCountries ?? ["*"], smsCountries);
  return countries.includes("*") ? floor : { ...floor, smsCountries: countries };
};

/** Whether a user can still set up a first factor under the floor: registered phones need `sms` among the types. */
export const isFloorConsistent = ({
  phoneRegistration = "self",
  factorTypes,
}: Pick<PolicyFloor, "phoneRegistration" | "factorTypes">): boolean =>
  factorTypes === undefined || isConsistent({ phoneRegistration, factorTypes });

/**
 * The stricter of the backup's policy and of what the newest `policy.updated` event said; null if the backup's is as strict.
 * Its version is one that no policy had before: a client that read a lost policy cannot replace this one by it.
 * The event does not tell the other fields: they stay the backup's.
 */
export function restoredPolicy(policy: Policy, announced: EventData<"policy.updated">): Policy | null {
  const { required, enforcement = required ? "on" : "off", enforcementFrom: from } = announced;
  const strictest: Policy = {
    ...raisedTo(
      withoutSilence({
        enforcement,
        enforcementFrom: typeof from === "string" ? Date.parse(from) : null,
        graceDays: announced.graceDays,
        requiredFor: announced.requiredFor,
        // No type at all would lock everybody out: then the newer word counts.
        factorTypes: codeTypes.filter((type) => announced.factorTypes.includes(type)),
        phoneRegistration: announced.phoneRegistration,
        resetApproval: announced.resetApproval,
      }),
      policy,
    ),
    version: Math.max(policy.version, announced.version) + 1,
  };
  // One asked for registered phones and the other for apps alone: then nobody could begin.
  const both = policy.factorTypes.filter((type) => strictest.factorTypes.includes(type));
  const strict: Policy = isConsistent(strictest) ? strictest : { ...strictest, factorTypes: [...both, registeredType] };
  return looserFields(policy, strict).length === 0 ? null : strict;
}
