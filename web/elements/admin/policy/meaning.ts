import type { Speech } from "../../language/translator.ts";
import { adminTexts, generalTexts } from "../../texts/areas.ts";
import type { Policy } from "../types.ts";
import { countryNames, isEverywhere } from "./country-names.ts";
import type { Field } from "./draft.ts";

/** So many countries can be read at a glance. */
const mostNamed = 12;

/** What one field of a policy means to the people of the organization. */
export function meaning(speech: Speech, policy: Omit<Policy, "version">, field: Field): string {
  const { factorTypes, recoveryHelp } = policy;
  switch (field) {
    case "required":
      return speech.say(adminTexts, policy.required ? "meansRequired" : "meansOptional");
    case "factorTypes": {
      const names = factorTypes.map((type) => speech.say(generalTexts, type === "totp" ? "authenticatorApp" : "phone"));
      return speech.say(adminTexts, "meansTypes", { types: names.join(", ") });
    }
    case "phoneRegistration":
      return speech.say(adminTexts, policy.phoneRegistration === "self" ? "meansSelf" : "meansInAdvance");
    case "smsCountries":
      return countries(speech, policy.smsCountries);
    case "issuerName":
      return speech.say(adminTexts, "meansName", { name: policy.issuerName });
    case "recoveryHelp":
      return recoveryHelp === null
        ? speech.say(adminTexts, "meansNoHelp")
        : speech.say(adminTexts, "meansHelp", { help: recoveryHelp });
  }
}

function countries(speech: Speech, codes: readonly string[]): string {
  if (codes.length === 0) return speech.say(adminTexts, "meansNowhere");
  const list =
    codes.length > mostNamed
      ? speech.count(adminTexts, "countries", codes.length)
      : countryNames(speech, codes)
          .map(({ name }) => name)
          .join(", ");
  return speech.say(adminTexts, "meansCountries", {
    countries: isEverywhere(codes) ? speech.say(adminTexts, "everywhere") : list,
  });
}
