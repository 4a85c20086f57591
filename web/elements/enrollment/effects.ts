import type { Translator } from "../language/translator.ts";
import { deliveryText } from "../method/delivery.ts";
import { hasEntry } from "../method/set-up.ts";
import { enrollmentTexts, generalTexts } from "../texts/areas.ts";
import { entryNews, numberErrorText, problemText } from "../trouble/trouble.ts";
import { type EnrollmentState, knownIn } from "./update.ts";

/** The news of a step for screen readers; null: nothing new. */
export function announcement(
  translator: Translator,
  before: EnrollmentState,
  after: EnrollmentState,
  now: number,
): string | null {
  if (after.view === "done") return translator.say(enrollmentTexts, "done");
  if (after.view === "used" && before.view !== "used") return translator.say(enrollmentTexts, "usedTitle");
  if (after.trouble !== null && after.trouble !== before.trouble) return problemText(translator, after.trouble.code);
  if (after.view === "phone" && before.view === "phone" && after.error !== before.error)
    return numberErrorText(translator, after.error);
  if ("isCancelled" in after && after.isCancelled && before.request !== null)
    return translator.say(enrollmentTexts, "passkeyAgain");
  if (!hasEntry(after)) return null;
  const was = before.view === after.view && hasEntry(before) ? before : null;
  const news = entryNews(translator, was?.entry ?? null, after.entry, now);
  if (news !== null || !("challenge" in after)) return news;
  const isNew = was === null || !("challenge" in was) || was.challenge !== after.challenge;
  if (isNew) return translator.say(generalTexts, "codeSent", { phone: after.challenge.sentTo });
  return was.delivery === after.delivery ? null : deliveryText(translator, after);
}

/** Which step of how many a view is; null: of one alone, or of none. */
export function placeOf(
  state: EnrollmentState,
  { steps, hasChoice }: { readonly steps: "first" | "further" | null; readonly hasChoice: boolean },
): { readonly step: number; readonly steps: number } | null {
  const choice = hasChoice && knownIn(state.offer).length > 1 ? 1 : 0;
  const codes = steps === "first" ? 1 : 0;
  const step = state.view === "pick" ? choice : state.view === "codes" ? choice + 2 : "type" in state ? choice + 1 : 0;
  const all = choice + 1 + codes;
  return steps === null || step === 0 || all === 1 ? null : { step, steps: all };
}

/** Where the focus goes when a view appears, and where after an answer, as selectors, the best first. */
const focus: Readonly<Record<EnrollmentState["view"], { appears: readonly string[]; answered: readonly string[] }>> = {
  pick: { appears: ["h2"], answered: [] },
  none: { appears: ["h2"], answered: [] },
  outdated: { appears: ["h2"], answered: [] },
  used: { appears: ["h2"], answered: [] },
  passkey: { appears: ["h2"], answered: ["[part~=submit]", "h2"] },
  phone: { appears: ["#phone", "h2"], answered: ["#phone"] },
  scan: { appears: ["h2"], answered: ["#code", "h2"] },
  text: { appears: ["#code", "h2"], answered: ["#code", "h2"] },
  codes: { appears: [], answered: [] },
  done: { appears: [], answered: [] },
};

/** Null: it stays. */
export function focusAfter(before: EnrollmentState, after: EnrollmentState): readonly string[] | null {
  const { appears, answered } = focus[after.view];
  const isAnswered = before.request !== null && after.request === null;
  const selectors = after.view !== before.view ? appears : isAnswered ? answered : [];
  return selectors.length === 0 ? null : selectors;
}
