import type { Speech } from "../../language/translator.ts";
import { adminTexts } from "../../texts/areas.ts";
import type { Found } from "./state.ts";

/** How the user gets on after a reset, under the policy as it is. */
export function afterReset(speech: Speech, { user, policy }: Found): string {
  if (!policy.required) return speech.say(adminTexts, "resetToPassword");
  if (policy.phoneRegistration === "self") return speech.say(adminTexts, "resetToAnyone");
  const phone = user.preRegisteredPhone;
  return phone === null ? speech.say(adminTexts, "resetToNobody") : speech.say(adminTexts, "resetToPhone", { phone });
}
