import type { Translator } from "../language/translator.ts";
import { codeErrorText, problemText } from "../trouble/problem-text.ts";
import { enrollmentTexts, generalTexts } from "../texts/areas.ts";
import type { EnrollmentState } from "./state.ts";

/** What a step of the set-up says to those who do not see it; null if nothing new. */
export function announcement(
  translator: Translator,
  before: EnrollmentState,
  after: EnrollmentState,
  now: number,
): string | null {
  if (after.view === "done") return translator.say(enrollmentTexts, "done");
  if (after.trouble !== null && after.trouble !== before.trouble) return problemText(translator, after.trouble.code);
  if (after.view === "phone" && before.view === "phone" && after.error !== null && after.error !== before.error)
    return after.error === "shape"
      ? translator.say(enrollmentTexts, "phoneShape")
      : problemText(translator, after.error);
  if (after.view !== "scan" && after.view !== "text") return null;
  const was = before.view === after.view ? before : null;
  const { error, lock } = after.entry;
  if (lock !== null && lock !== "disabled" && lock !== was?.entry.lock) {
    const time = translator.clock(lock.until, now);
    return `${translator.say(generalTexts, "locked")} ${translator.say(generalTexts, "waitUntil", { time })}`;
  }
  if (error !== null && error !== was?.entry.error) return codeErrorText(translator, error);
  if (after.view === "text" && (was?.view !== "text" || was.challenge !== after.challenge))
    return translator.say(generalTexts, "codeSent", { phone: after.challenge.sentTo });
  return null;
}

/** Where the focus goes after a step, as selectors, the best first; null: it stays. */
export function focusAfter(before: EnrollmentState, after: EnrollmentState): readonly string[] | null {
  if (after.view === "codes" || after.view === "done") return null;
  if (after.view !== before.view)
    return after.view === "phone" ? ["#phone", "h2"] : after.view === "text" ? ["#code", "h2"] : ["h2"];
  if (before.request === null || after.request !== null) return null;
  return after.view === "phone" ? ["#phone"] : after.view === "pick" ? null : ["#code", "h2"];
}
