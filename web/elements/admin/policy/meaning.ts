import type { Translator } from "../../language/translator.ts";
import { methodName } from "../../factors/kinds.ts";
import { adminTexts } from "../../texts/areas.ts";
import { countryNames, isEverywhere } from "./country-names.ts";
import type { Field, PolicyFields } from "./draft.ts";

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
