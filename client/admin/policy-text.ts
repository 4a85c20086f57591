import { printable } from "../command-line/command-line.ts";
import type { Data, Input } from "../src/index.ts";
import { recoveryText } from "./recovery-commands.ts";
import { budgetText, voiceText } from "./organisation-commands.ts";

export type Policy = Data<"adminGetPolicy">;
/** Fields that an admin chooses; the service answers the others. */
export type Field = Exclude<
  keyof Policy,
  "version" | "floor" | "warnings" | "devicesFrom" | "bindsFrom" | "changedAt" | "changedBy" | "required"
>;

type FactorType = NonNullable<Input<"adminPutPolicy">["factorTypes"]>[number];
export const typeNames: Readonly<Record<FactorType, string>> = { totp: "authenticator apps", sms: "phones (SMS)" };
export const isKnown = (type: string): type is FactorType => Object.hasOwn(typeNames, type);

const registrations: Readonly<Record<string, string>> = {
  self: "Users register a phone number of their own.",
  "pre-registered": "The first factor has to be the phone number that an admin registered before.",
};

/** The meaning of a policy to the people of the organisation, field by field. */
const meaning = (policy: Policy): Readonly<Record<Field, string>> => ({
  enforcement: enforcementText(policy),
  enforcementFrom:
    policy.enforcementFrom === null
      ? "Starts: at once."
      : `Starts for everybody: ${printable(policy.enforcementFrom)}. Required roles do not wait for it.`,
  graceDays:
    policy.graceDays === 0
      ? "Who must and has no second factor sets it up at once."
      : `Who must and has no second factor may put it off for ${policy.graceDays} days.`,
  requiredFor:
    policy.requiredFor.roles.length === 0
      ? "Required roles: none."
      : `Required roles: ${policy.requiredFor.roles.map(printable).join(", ")}. These users must use a second factor at once, whatever the date.`,
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
  resetApproval:
    policy.resetApproval === "two"
      ? "A second person approves resets, bypass codes, registered phones and what makes the policy less strict."
      : "One admin alone resets users, makes bypass codes and changes the policy.",
  recovery: recoveryText(policy.recovery),
  voice: voiceText(policy.voice),
  smsBudgetUsd: budgetText(policy.smsBudgetUsd),
});

function enforcementText({ enforcement, enforcementFrom }: Policy): string {
  const from = enforcementFrom === null ? "" : ` from ${printable(enforcementFrom)} on`;
  switch (enforcement) {
    case "on":
      return `Everybody must use a second factor${from}: users without one set it up at the next login, and nobody can switch it off.`;
    case "report":
      return "Each user decides whether to use a second factor; logins tell what would happen if everybody had to.";
    case "off":
      return "Each user decides whether to use a second factor.";
    default:
      return printable(enforcement);
  }
}

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
export const policyText = (policy: Policy): string => {
  const known = meaning(policy);
  const {
    version,
    floor,
    warnings,
    devicesFrom: _d,
    bindsFrom: _b,
    changedAt,
    changedBy,
    required: _r,
    ...fields
  } = policy;
  const others = Object.entries(fields).filter(([field]) => !Object.hasOwn(known, field));
  const bounds = Object.keys(floor);
  return [
    ...Object.values(known),
    ...(bounds.length > 0 ? [`The deployment bounds: ${bounds.map(printable).join(", ")}.`] : []),
    ...warnings.map(({ message }) => `Warning: ${printable(message)}`),
    ...others.map(([field, value]) => `${printable(field)}: ${printable(JSON.stringify(value))}`),
    `Version ${version}${changedAt === null ? "" : `, of ${changedAt}${changedBy?.name ? ` by ${printable(changedBy.name)}` : ""}`}.`,
  ].join("\n");
};

/** Differences, field by field; empty if there are none. */
export function policyChanges(before: Policy, after: Policy): string {
  const [now, then] = [meaning(before), meaning(after)];
  return (Object.keys(now) as Field[])
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => `${field}\n  now:   ${now[field]}\n  then:  ${then[field]}`)
    .join("\n");
}
