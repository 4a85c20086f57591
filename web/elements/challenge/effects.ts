import type { Translator } from "../language/translator.ts";
import { challengeTexts, generalTexts } from "../texts/areas.ts";
import { entryNews, problemText } from "../trouble/trouble.ts";
import { deliveryText, isCall } from "../method/delivery.ts";
import { type ChallengeState, endText, waitOf } from "./state.ts";
import { failedText } from "./view.ts";

/** The news of a step for screen readers; null: nothing new. */
export function announcement(
  translator: Translator,
  before: ChallengeState,
  after: ChallengeState,
  now: number,
): string | null {
  if (after.view === "done") {
    const failed = failedText(translator, after.result.failedSinceLastLogin);
    return [translator.say(challengeTexts, "doneTitle"), ...(failed === null ? [] : [failed])].join(". ");
  }
  if (after.view === "failed") return problemText(translator, after.code);
  if (after.view === "signed-out") return problemText(translator, "unauthenticated");
  if (after.view === "question")
    return after.trouble !== null && (before.view !== "question" || before.trouble !== after.trouble)
      ? problemText(translator, after.trouble.code)
      : null;
  if (after.view !== "prompt") return null;
  const was = before.view === "prompt" ? before : null;
  const { sent, trouble } = after;
  if (sent !== null && sent.end !== null && sent.end !== was?.sent?.end) return endText(translator, sent.end);
  const news = entryNews(
    translator,
    was?.entry ?? null,
    after.entry,
    now,
    after.chosen.id === null ? "backupShape" : "anyCodeShape",
  );
  if (news !== null) return news;
  if (after.ceremonyEnded && was?.ceremonyEnded === false) return translator.say(challengeTexts, "passkeyAgain");
  if (trouble !== null && trouble !== was?.trouble) return problemText(translator, trouble.code);
  if (sent !== null && sent.challenge !== was?.sent?.challenge && sent.end === null)
    return isCall(sent.challenge)
      ? `${translator.say(challengeTexts, "leadCall")} ${sent.challenge.sentTo}.`
      : translator.say(generalTexts, "codeSent", { phone: sent.challenge.sentTo });
  if (sent !== null && sent.delivery !== null && sent.delivery !== was?.sent?.delivery)
    return deliveryText(translator, sent);
  return null;
}

const field = ["#code", "[part~=submit]:not([aria-disabled])", "h2"];

/** Where the focus goes after a step, as selectors, the best first; null: it stays. */
export function focusAfter(before: ChallengeState, after: ChallengeState): readonly string[] | null {
  if (after.view !== "prompt") return after.view === before.view || after.view === "starting" ? null : ["h2"];
  // The recovery takes the focus by itself.
  if (after.page === "recovery") return null;
  if (after.page !== "code") return before.view === "prompt" && before.page === after.page ? null : ["h2"];
  if (before.view !== "prompt" || before.page !== "code") return field;
  // The code was refused, or another one is on its way: the next one is typed into the same field.
  const isAnswered = before.request !== null && after.request === null;
  return isAnswered || before.chosen !== after.chosen ? field : null;
}

/** The instants, by this device's clock, that the user waits for. */
export function deadlinesOf(state: ChallengeState): readonly number[] {
  if (state.view === "failed") return [state.until ?? 0];
  if (state.view === "question") return [state.trouble?.until ?? 0];
  if (state.view !== "prompt") return [];
  return [waitOf(state), state.trouble?.until ?? 0, state.sent?.resendAt ?? 0, state.sent?.askAt ?? 0];
}

/** The challenge of which the page asks at this instant what became of it; null: of none. */
export const askedAt = (state: ChallengeState, deadline: number): string | null =>
  state.view === "prompt" && state.sent?.end === null && state.sent.askAt === deadline ? state.sent.challenge.id : null;

/** Whether a new code can be sent from this instant on, as far as the user is concerned. */
export const isResend = (state: ChallengeState, deadline: number): boolean =>
  state.view === "prompt" &&
  (state.sent?.resendAt === deadline || (state.sent?.end === "used-up" && waitOf(state) === deadline));
