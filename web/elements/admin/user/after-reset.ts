import type { Translator } from "../../language/translator.ts";
import { adminTexts } from "../../texts/areas.ts";
import type { Found } from "./state.ts";

/** How the user gets on after a reset, under the policy as it is. */
export function afterReset(translator: Translator, { user, policy }: Found): string {
  if (!policy.required) return translator.say(adminTexts, "resetToPassword");
  if (policy.phoneRegistration === "self") return translator.say(adminTexts, "resetToAnyone");
  const phone = user.preRegisteredPhone;
  return phone === null
    ? translator.say(adminTexts, "resetToNobody")
    : translator.say(adminTexts, "resetToPhone", { phone });
}
