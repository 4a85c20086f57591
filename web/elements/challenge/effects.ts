import type { Translator } from "../language/translator.ts";
import { codeErrorText, problemText } from "../trouble/problem-text.ts";
import { challengeTexts, generalTexts } from "../texts/areas.ts";
import type { ChallengeState } from "./state.ts";

/** What a step says to those who do not see it; null if nothing new. */
export function announcement(
  translator: Translator,
  before: ChallengeState,
  after: ChallengeState,
  now: number,
): string | null {
  if (after.view === "done") return translator.say(challengeTexts, "doneTitle");
  if (after.view === "failed") return problemText(translator, after.code);
  if (after.view === "signed-out") return problemText(translator, "unauthenticated");
  if (after.view !== "prompt") return null;
  const was = before.view === "prompt" ? before : null;
  const { lock, error } = after.entry;
  if (lock === "disabled" && was?.entry.lock !== lock) return problemText(translator, "method_disabled");
  if (lock !== null && lock !== "disabled" && lock !== was?.entry.lock && lock.until > now) {
    const time = translator.clock(lock.until, now);
    return `${translator.say(generalTexts, "locked")} ${translator.say(generalTexts, "waitUntil", { time })}`;
  }
  if (error !== null && error !== was?.entry.error) return codeErrorText(translator, error, "anyCodeShape");
  if (after.trouble !== null && after.trouble !== was?.trouble) return problemText(translator, after.trouble.code);
  if (after.sent?.expired === true && was?.sent?.expired === false) return problemText(translator, "challenge_expired");
  if (after.sent !== null && after.sent.challenge !== was?.sent?.challenge && !after.sent.expired)
    return translator.say(generalTexts, "codeSent", { phone: after.sent.challenge.sentTo });
  return null;
}
