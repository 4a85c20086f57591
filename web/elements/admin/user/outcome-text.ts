import type { Translator } from "../../language/translator.ts";
import { adminTexts } from "../../texts/areas.ts";
import type { Done, Found } from "./state.ts";

/** The next sign-in of the user after a reset, under the policy as it is. */
export function afterReset(translator: Translator, { user, policy }: Found): string {
  if (!policy.required) return translator.say(adminTexts, "resetToPassword");
  if (policy.phoneRegistration === "self") return translator.say(adminTexts, "resetToAnyone");
  const phone = user.preRegisteredPhone;
  return phone === null
    ? translator.say(adminTexts, "resetToNobody")
    : translator.say(adminTexts, "resetToPhone", { phone });
}

export function doneText(translator: Translator, done: Done, { user }: Found): string {
  switch (done.kind) {
    case "reset": {
      const { factors, backupCodes: codes } = done;
      return translator.say(adminTexts, "resetDone", { user: user.userId, factors, codes });
    }
    case "phone":
      return translator.say(adminTexts, "registerDone", { phone: done.phoneNumber });
    case "remove-phone":
      return translator.say(adminTexts, "removeDone");
  }
}
