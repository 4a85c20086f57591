import type { Speech } from "../../language/translator.ts";
import { problemText } from "../../trouble/problem-text.ts";
import { adminTexts } from "../../texts/areas.ts";
import type { Aftermath } from "../effects.ts";
import { errorsIn } from "./draft.ts";
import type { PolicyState } from "./update.ts";

export function policyAftermath(speech: Speech, before: PolicyState, after: PolicyState): Aftermath {
  if (after.trouble !== null && after.trouble !== before.trouble)
    return { say: problemText(speech, after.trouble.code), focus: null };
  if (after.view === "loading" || before.view === "loading") return { say: null, focus: null };
  const isOvertaken = after.before !== null && after.before !== before.before;
  if (after.view !== before.view || isOvertaken) {
    const say = after.saved
      ? speech.say(adminTexts, "saved")
      : isOvertaken
        ? speech.say(adminTexts, "overtaken")
        : null;
    return { say, focus: ["h2"] };
  }
  const wasChecked =
    after.checked && after.draft === before.draft && after !== before && errorsIn(after.draft).length > 0;
  return { say: null, focus: wasChecked && after.search === before.search ? ["[aria-invalid]"] : null };
}
