import type { Translator } from "../../language/translator.ts";
import { methodName } from "../../factors/kinds.ts";
import type { Tone } from "../../parts/notice.ts";
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

/** A number for somebody who is yet to come is usual, so it is no warning. */
export function doneTone(done: Done): Tone {
  if (done.kind === "remove-phone" || done.kind === "reopen") return "success";
  if (done.kind === "phone" && done.differs) return "warning";
  if (done.known) return "success";
  return done.kind === "phone" ? "info" : "warning";
}

export function doneText(translator: Translator, done: Done, { user }: Found): string {
  switch (done.kind) {
    case "reset": {
      if (!done.known) return translator.say(adminTexts, "resetUnknown", { user: user.userId });
      const { factors, backupCodes: codes } = done;
      return translator.say(adminTexts, "resetDone", { user: user.userId, factors, codes });
    }
    case "reopen":
      return translator.say(adminTexts, "reopenDone", {
        user: user.userId,
        method: methodName(translator, done.method) ?? done.method,
      });
    case "phone": {
      const key = done.differs ? "registerDiffers" : done.known ? "registerDone" : "registerUnknown";
      return translator.say(adminTexts, key, { phone: done.phoneNumber });
    }
    case "remove-phone":
      return translator.say(adminTexts, "removeDone");
  }
}
