import type { Translator } from "../../language/translator.ts";
import { adminTexts } from "../../texts/areas.ts";
import type { Done, Found } from "./state.ts";

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
