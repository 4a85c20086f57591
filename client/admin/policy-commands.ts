import type { Input } from "../src/index.ts";
import { type Command, type Context, exitCodes, confirmed, yesOption } from "./command.ts";
import { recoveryIn, recoveryOptions } from "./recovery-commands.ts";
import { answered } from "./mistake.ts";
import { smsPolicyIn, smsPolicyOptions } from "./organisation-commands.ts";
import { either, Misused } from "../command-line/command-line.ts";
import { type Field, isKnown, type Policy, policyChanges, policyText, typeNames } from "./policy-text.ts";

type Change = Partial<Pick<Input<"adminPutPolicy">, Field | "required">>;

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
    enforcement: {
      type: "string",
      value: "off|report|on",
      help: "report: logins tell where on would decide otherwise",
    },
    "enforcement-from": { type: "string", value: "TIME", help: "when on begins, in ISO 8601; empty for at once" },
    "grace-days": { type: "string", value: "DAYS", help: "days to put the first set-up off, 0 to 90" },
    "required-roles": {
      type: "string",
      value: "finance,hr",
      help: "roles that must at once, whatever the date; empty for none",
    },
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
    "reset-approval": { type: "string", value: "one|two", help: "people that a reset or a looser policy takes" },
    ...recoveryOptions,
    ...smsPolicyOptions,
    "dry-run": { type: "boolean", help: "only show what would change" },
    yes: yesOption,
  },
  examples: [
    "countersign-admin policy set --required yes --dry-run",
    "countersign-admin policy set --phone-registration pre-registered --sms-countries CH,DE,AT",
  ],
  judge: (context) => void changeIn(context, unread),
  run: async (context) => {
    const { client, target, flag, show, terminal } = context;
    const before = answered(await client.adminGetPolicy(target));
    const change = changeIn(context, before);
    const after = afterChange(before, change);
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

/** Fields that a change leaves as they are. */
type Kept = Pick<Policy, "factorTypes" | "passkeys" | "recovery">;
/** Stands in for the policy where only the words of the line are judged. */
const unread: Kept = {
  factorTypes: [],
  passkeys: { allowed: "any", userVerification: "preferred", downgrade: "allow" },
  recovery: { mode: "off", delayHours: 72 },
};

function changeIn(context: Pick<Context, "text">, before: Kept): Change {
  const { text } = context;
  const [required, types, registration] = [text("required"), text("factor-types"), text("phone-registration")];
  const [countries, issuerName, help] = [text("sms-countries"), text("issuer-name"), text("recovery-help")];
  const [days, persons] = [text("trusted-days"), text("reset-approval")];
  return {
    ...(required !== undefined && { required: oneOf("required", ["yes", "no"], required) === "yes" }),
    ...enforcementIn(context),
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
    ...(days !== undefined && { trustedDevices: { days: daysIn("trusted-days", days, 30) } }),
    ...(persons !== undefined && { resetApproval: oneOf("reset-approval", ["one", "two"], persons) }),
    ...(help !== undefined && { recoveryHelp: help === "" ? null : help }),
    ...smsPolicyIn(context),
    ...recoveryIn(context, before),
  };
}

function enforcementIn({ text }: Pick<Context, "text">): Change {
  const [enforcement, from, days, roles] = [
    text("enforcement"),
    text("enforcement-from"),
    text("grace-days"),
    text("required-roles"),
  ];
  return {
    ...(enforcement !== undefined && { enforcement: oneOf("enforcement", ["off", "report", "on"], enforcement) }),
    ...(from !== undefined && { enforcementFrom: from === "" ? null : timeIn(from) }),
    ...(days !== undefined && { graceDays: daysIn("grace-days", days, 90) }),
    ...(roles !== undefined && { requiredFor: { roles: list(roles) } }),
  };
}

function timeIn(typed: string): string {
  const time = new Date(typed);
  if (Number.isNaN(time.getTime())) throw new Misused("--enforcement-from is a time such as 2027-01-15T00:00:00Z.");
  return time.toISOString();
}

/** `required` and `enforcement` say one thing in two words. */
export function afterChange(before: Policy, { required, ...change }: Change): Policy {
  const enforcement =
    change.enforcement ??
    (required === undefined ? before.enforcement : required ? "on" : before.required ? "off" : before.enforcement);
  // Both words of a recovery are named wherever one changes.
  const recovery = { ...before.recovery, ...change.recovery };
  return { ...before, ...change, recovery, enforcement, required: enforcement === "on" };
}

/** An object is replaced as a whole, so the parts that nobody named are those of before. */
function passkeysIn({ text }: Pick<Context, "text">, { passkeys }: Kept): Change {
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

function daysIn(option: string, typed: string, most: number): number {
  if (!/^\d{1,2}$/.test(typed) || Number(typed) > most) throw new Misused(`--${option} is 0 to ${most}.`);
  return Number(typed);
}

function oneOf<T extends string>(option: string, allowed: readonly T[], value: string): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new Misused(`--${option} is ${either(allowed)}.`);
  return found;
}
