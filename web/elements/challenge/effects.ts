import type { Speech } from "../language/translator.ts";
import { codeErrorText, problemText } from "../trouble/problem-text.ts";
import { challengeTexts, generalTexts } from "../texts/areas.ts";
import type { ChallengeState } from "./state.ts";

/** What a step says to those who do not see it; null if nothing new. */
export function announcement(
  speech: Speech,
  before: ChallengeState,
  after: ChallengeState,
  now: number,
): string | null {
  if (after.view === "done") return speech.say(challengeTexts, "doneTitle");
  if (after.view === "failed") return problemText(speech, after.code);
  if (after.view === "signed-out") return problemText(speech, "unauthenticated");
  if (after.view !== "prompt") return null;
  const was = before.view === "prompt" ? before : null;
  const { lock, error } = after.entry;
  if (lock === "disabled" && was?.entry.lock !== lock) return problemText(speech, "method_disabled");
  if (lock !== null && lock !== "disabled" && lock !== was?.entry.lock && lock.until > now) {
    const time = speech.clock(lock.until, now);
    return `${speech.say(generalTexts, "locked")} ${speech.say(generalTexts, "waitUntil", { time })}`;
  }
  if (error !== null && error !== was?.entry.error) return codeErrorText(speech, error, "anyCodeShape");
  if (after.trouble !== null && after.trouble !== was?.trouble) return problemText(speech, after.trouble.code);
  if (after.sent?.expired === true && was?.sent?.expired === false) return problemText(speech, "challenge_expired");
  if (after.sent !== null && after.sent.challenge !== was?.sent?.challenge && !after.sent.expired)
    return speech.say(generalTexts, "codeSent", { phone: after.sent.challenge.sentTo });
  return null;
}
