import { printable } from "../command-line/printable.ts";
import type { Data, Input } from "../src/index.ts";
import { type Command, type Context, exitCodes, confirmed, yesOption } from "./command.ts";
import { answered } from "./mistake.ts";
import { budgetText, smsPolicyIn, smsPolicyOptions, voiceText } from "./sms-command.ts";
import { Misused } from "../command-line/command-line.ts";

type Change = Partial<Pick<Policy, Field>>;

export const showPolicy: Command = {
  name: "policy show",
  args: [],
  summary: "Show the organisation's policy in plain words",
  details: "With --json the fields as the API has them.",
  options: {},
  examples: ["countersign-admin policy show", "countersign-admin policy show --tenant umbrella --json"],
  run: async ({ client, target, show }) => {
    const policy = answered(await client.adminGetPolicy(target));
    show(policy, policyText(policy));
    return exitCodes.done;
  },
};

export const endDevices: Command = {
  name: "policy end-devices",
  args: [],
  summary: "Ask all remembered devices of the organisation for codes again",
  details: "Devices that are remembered afterwards count. Other functions of the service see it within a minute.",
  options: { yes: yesOption },
  examples: ["countersign-admin policy end-devices"],
  run: async (context) => {
    const { client, target, show } = context;
    if (!(await confirmed(context, "Ask every user of the organisation for a code at the next login?")))
      return exitCodes.failed;
    answered(await client.adminEndDevices(target));
    show({ devicesEnded: true }, "Done: every device is asked for a code at the next login.");
    return exitCodes.done;
  },
};

export const setPolicy: Command = {
  name: "policy set",
  args: [],
  summary: "Change the organisation's policy, after showing what changes",
  details: "What is left out stays. Somebody else's change in between is noticed and nothing is written.",
  options: {
    required: { type: "string", value: "yes|no", help: "whether everybody must use a second factor" },
    "factor-types": {
      type: "string",
      value: "totp,sms",
      help: "what may be set up; types that this version does not know stay",
    },
    passkeys: { type: "string", value: "off|any|device-bound", help: "which passkeys may be added" },
    "passkey-verification": {
      type: "string",
      value: "preferred|required|discouraged",
      help: "whether the authenticator checks who holds it (PIN, fingerprint)",
    },
    "passkey-downgrade": {
      type: "string",
      value: "allow|refuse",
      help: "whether users with two passkeys may still log in by codes of apps and phones",
    },
    "phone-registration": { type: "string", value: "self|pre-registered", help: "whose numbers are accepted" },
    "sms-countries": { type: "string", value: "CH,DE", help: "ISO codes of the countries that may get SMS" },
    "issuer-name": { type: "string", value: "NAME", help: "what authenticator apps and SMS show" },
    "recovery-help": { type: "string", value: "TEXT", help: "shown to users who lost everything; empty for none" },
    "trusted-days": {
      type: "string",
      value: "DAYS",
      help: "days without a code at a remembered device, 0 to 30; 0 is off",
    },
    ...smsPolicyOptions,
    "dry-run": { type: "boolean", help: "only show what would change" },
    yes: yesOption,
  },
  examples: [
    "countersign-admin policy set --required yes --dry-run",
    "countersign-admin policy set --phone-registration pre-registered --sms-countries CH,DE,AT",
  ],
  run: async (context) => {
    const { client, target, flag, show, terminal } = context;
    const before = answered(await client.adminGetPolicy(target));
    const change = changeIn(context, before);
    const after = { ...before, ...change };
    const preview = policyChanges(before, after) || "Nothing would change.";
    if (flag("dry-run") || policyChanges(before, after) === "") {
      show({ before, after }, preview);
      return exitCodes.done;
    }
    terminal.say(preview);
    if (!(await confirmed(context, "Change it?"))) return exitCodes.failed;
    const policy = answered(await client.adminPutPolicy({ ...target, ...change, version: before.version }));
    show(policy, `Done: version ${policy.version}.`);
    return exitCodes.done;
  },
};

function changeIn(context: Context, before: Policy): Change {
  const { text } = context;
  const [required, types, registration] = [text("required"), text("factor-types"), text("phone-registration")];
  const [countries, issuerName, help] = [text("sms-countries"), text("issuer-name"), text("recovery-help")];
  const days = text("trusted-days");
  return {
    ...(required !== undefined && { required: oneOf("required", ["yes", "no"], required) === "yes" }),
    ...(types !== undefined && {
      factorTypes: [
        ...list(types).map((type) => oneOf("factor-types", Object.keys(typeNames).filter(isKnown), type)),
        ...before.factorTypes.filter((type) => !isKnown(type)),
      ],
    }),
    ...passkeysIn(context, before),
    ...(registration !== undefined && {
      phoneRegistration: oneOf("phone-registration", ["self", "pre-registered"], registration),
    }),
    ...(countries !== undefined && { smsCountries: list(countries).map((country) => country.toUpperCase()) }),
    ...(issuerName !== undefined && { issuerName }),
    ...(days !== undefined && { trustedDevices: { days: daysIn(days) } }),
    ...smsPolicyIn(context),
    ...(help !== undefined && { recoveryHelp: help === "" ? null : help }),
  };
}

/** An object is replaced as a whole, so the parts that nobody named are those of before. */
function passkeysIn({ text }: Context, { passkeys }: Policy): Change {
  const [allowed, verification, downgrade] = [
    text("passkeys"),
    text("passkey-verification"),
    text("passkey-downgrade"),
  ];
  if (allowed === undefined && verification === undefined && downgrade === undefined) return {};
  return {
    passkeys: {
      allowed: oneOf("passkeys", ["off", "any", "device-bound"], allowed ?? passkeys.allowed),
      userVerification: oneOf(
        "passkey-verification",
        ["preferred", "required", "discouraged"],
        verification ?? passkeys.userVerification,
      ),
      downgrade: oneOf("passkey-downgrade", ["allow", "refuse"], downgrade ?? passkeys.downgrade),
    },
  };
}

const list = (text: string): string[] =>
  text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");

function daysIn(typed: string): number {
  if (!/^\d{1,2}$/.test(typed) || Number(typed) > 30) throw new Misused("--trusted-days is 0 to 30.");
  return Number(typed);
}

function oneOf<T extends string>(option: string, allowed: readonly T[], value: string): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new Misused(`--${option} is ${allowed.join(" or ")}.`);
  return found;
}

export type Policy = Data<"adminGetPolicy">;
/** Fields that an admin chooses; the service answers the others. */
type Field = Exclude<keyof Policy, "version" | "floor" | "warnings" | "devicesFrom">;

type FactorType = NonNullable<Input<"adminPutPolicy">["factorTypes"]>[number];
const typeNames: Readonly<Record<FactorType, string>> = { totp: "authenticator apps", sms: "phones (SMS)" };
const isKnown = (type: string): type is FactorType => Object.hasOwn(typeNames, type);

const registrations: Readonly<Record<string, string>> = {
  self: "Users register a phone number of their own.",
  "pre-registered": "The first factor has to be the phone number that an admin registered before.",
};

/** The meaning of a policy to the people of the organisation, field by field. */
const meaning = (policy: Policy): Readonly<Record<Field, string>> => ({
  required: policy.required
    ? "Everybody must use a second factor: users without one set it up at the next login, and nobody can switch it off."
    : "Each user decides whether to use a second factor.",
  factorTypes: `New factors may be ${policy.factorTypes.map((type: string) => (isKnown(type) ? typeNames[type] : printable(type))).join(" or ")}. Those already set up go on working.`,
  phoneRegistration: registrations[policy.phoneRegistration] ?? printable(policy.phoneRegistration),
  smsCountries: countriesText(policy.smsCountries),
  issuerName: `Authenticator apps and SMS show the name "${printable(policy.issuerName)}".`,
  passkeys: passkeysText(policy.passkeys),
  recoveryHelp:
    policy.recoveryHelp === null
      ? "A user who lost everything is shown no advice."
      : `A user who lost everything is shown: ${printable(policy.recoveryHelp)}`,
  trustedDevices: devicesText(policy),
  voice: voiceText(policy.voice),
  smsBudgetUsd: budgetText(policy.smsBudgetUsd),
});

const allowances: Readonly<Record<string, string>> = {
  off: "No passkeys may be added",
  any: "Passkeys and security keys may be added",
  "device-bound": "Security keys and passkeys that stay on one device may be added",
};

function passkeysText({ allowed, userVerification, downgrade }: Policy["passkeys"]): string {
  const codes =
    downgrade === "refuse"
      ? "Users with two passkeys log in by these, and not by codes of apps and phones."
      : "Codes of apps and phones work beside passkeys.";
  return `${allowances[allowed] ?? printable(allowed)} (user verification ${printable(userVerification)}). ${codes}`;
}

function devicesText({ trustedDevices: { days }, devicesFrom }: Policy): string {
  if (days === 0) return "Every login is asked for a code: no device is remembered.";
  const since = devicesFrom === null ? "" : ` Those of before ${printable(devicesFrom)} do not count.`;
  return `A user may have a device remembered, which is not asked for a code for ${days} days.${since}`;
}

const mostNamed = 12;

function countriesText(codes: readonly string[]): string {
  if (codes.length === 0) return "No country may get SMS, so no phone can be registered.";
  return `Phones of ${codes.length > mostNamed ? `${codes.length} countries` : codes.join(", ")} may be registered.`;
}

/** Fields of a newer service come as they are. */
const policyText = (policy: Policy): string => {
  const known = meaning(policy);
  const { version, floor, warnings, devicesFrom: _, ...fields } = policy;
  const others = Object.entries(fields).filter(([field]) => !Object.hasOwn(known, field));
  const bounds = Object.keys(floor);
  return [
    ...Object.values(known),
    ...(bounds.length > 0 ? [`The deployment bounds: ${bounds.map(printable).join(", ")}.`] : []),
    ...warnings.map(({ message }) => `Warning: ${printable(message)}`),
    ...others.map(([field, value]) => `${printable(field)}: ${printable(JSON.stringify(value))}`),
    `Version ${version}.`,
  ].join("\n");
};

/** Differences, field by field; empty if there are none. */
function policyChanges(before: Policy, after: Policy): string {
  const [now, then] = [meaning(before), meaning(after)];
  return (Object.keys(now) as Field[])
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => `${field}\n  now:   ${now[field]}\n  then:  ${then[field]}`)
    .join("\n");
}
