import type { Data } from "../src/index.ts";

export type Policy = Data<"adminGetPolicy">;
type Field = Exclude<keyof Policy, "version">;

const typeNames = { totp: "authenticator apps", sms: "phones (SMS)" } as const;

/** What a policy means to the people of the organisation, field by field. */
const meaning = (policy: Policy): Readonly<Record<Field, string>> => ({
  required: policy.required
    ? "Everybody must use a second factor: who has none sets one up at the next login, and nobody can switch it off."
    : "Each user decides whether to use a second factor.",
  factorTypes: `New factors may be ${policy.factorTypes.map((type) => typeNames[type]).join(" or ")}. Those already set up go on working.`,
  phoneRegistration:
    policy.phoneRegistration === "self"
      ? "Users register a phone number of their own."
      : "The first factor has to be the phone number that an admin registered before.",
  smsCountries: countries(policy.smsCountries),
  issuerName: `Authenticator apps and SMS show the name "${policy.issuerName}".`,
  recoveryHelp:
    policy.recoveryHelp === null
      ? "Who lost everything is told nothing more."
      : `Who lost everything is told: ${policy.recoveryHelp}`,
});

const mostNamed = 12;

function countries(codes: readonly string[]): string {
  if (codes.length === 0) return "No country may get SMS, so no phone can be registered.";
  return `Phones of ${codes.length > mostNamed ? `${codes.length} countries` : codes.join(", ")} may be registered.`;
}

export const policyText = (policy: Policy): string =>
  [...Object.values(meaning(policy)), `Version ${policy.version}.`].join("\n");

/** What would be different; empty if nothing. */
export function policyChanges(before: Policy, after: Policy): string {
  const [now, then] = [meaning(before), meaning(after)];
  return (Object.keys(now) as Field[])
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => `${field}\n  now:   ${now[field]}\n  then:  ${then[field]}`)
    .join("\n");
}
