import type { Translator } from "../../language/translator.ts";
import { methodName } from "../../factors/kinds.ts";
import { adminTexts } from "../../texts/areas.ts";
import { countryNames, isEverywhere } from "./country-names.ts";
import type { Field, PolicyFields } from "./draft.ts";

/** The values of the three rules about passkeys, with their texts. */
export const passkeyChoices = {
  allowed: [
    ["any", "passkeysAny"],
    ["device-bound", "passkeysBound"],
    ["off", "passkeysOff"],
  ],
  userVerification: [
    ["preferred", "uvPreferred"],
    ["required", "uvRequired"],
    ["discouraged", "uvDiscouraged"],
  ],
  downgrade: [
    ["allow", "downgradeAllow"],
    ["refuse", "downgradeRefuse"],
  ],
} as const;

/** So many countries can be read at a glance. */
const mostNamed = 12;

/** A field of the policy in words for the people of the organization. */
export function meaning(translator: Translator, policy: PolicyFields, field: Field): string {
  const { factorTypes, recoveryHelp } = policy;
  switch (field) {
    case "required":
      return translator.say(adminTexts, policy.required ? "meansRequired" : "meansOptional");
    case "factorTypes": {
      const names = factorTypes.map((type) => methodName(translator, type) ?? type);
      return translator.say(adminTexts, "meansTypes", { types: names.join(", ") });
    }
    case "passkeys":
      return passkeys(translator, policy.passkeys);
    case "phoneRegistration":
      return translator.say(adminTexts, policy.phoneRegistration === "self" ? "meansSelf" : "meansInAdvance");
    case "smsCountries":
      return countries(translator, policy.smsCountries);
    case "issuerName":
      return translator.say(adminTexts, "meansName", { name: policy.issuerName });
    case "recoveryHelp":
      return recoveryHelp === null
        ? translator.say(adminTexts, "meansNoHelp")
        : translator.say(adminTexts, "meansHelp", { help: recoveryHelp });
  }
}

function passkeys(translator: Translator, { allowed, userVerification, downgrade }: PolicyFields["passkeys"]): string {
  return translator.say(adminTexts, "meansPasskeys", {
    allowed: passkeyText(translator, "allowed", allowed),
    verification: passkeyText(translator, "userVerification", userVerification),
    codes: passkeyText(translator, "downgrade", downgrade),
  });
}

/** A value that is newer than this page is shown as it is. */
const passkeyText = (translator: Translator, field: keyof typeof passkeyChoices, value: string): string => {
  const key = passkeyChoices[field].find(([one]) => one === value)?.[1];
  return key === undefined ? value : translator.say(adminTexts, key);
};

function countries(translator: Translator, codes: readonly string[]): string {
  if (codes.length === 0) return translator.say(adminTexts, "meansNowhere");
  const list =
    codes.length > mostNamed
      ? translator.count(adminTexts, "countries", codes.length)
      : countryNames(translator, codes)
          .map(({ name }) => name)
          .join(", ");
  return translator.say(adminTexts, "meansCountries", {
    countries: isEverywhere(codes) ? translator.say(adminTexts, "everywhere") : list,
  });
}
