import type { Speech } from "../../language/translator.ts";
import { adminTexts } from "../../texts/areas.ts";
import type { Done, Found } from "./state.ts";

export function doneText(speech: Speech, done: Done, { user }: Found): string {
  switch (done.kind) {
    case "reset": {
      const { factors, backupCodes: codes } = done;
      return speech.say(adminTexts, "resetDone", { user: user.userId, factors, codes });
    }
    case "phone":
      return speech.say(adminTexts, "registerDone", { phone: done.phoneNumber });
    case "remove-phone":
      return speech.say(adminTexts, "removeDone");
  }
}
