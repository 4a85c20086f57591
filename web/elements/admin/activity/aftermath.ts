import type { Translator } from "../../language/translator.ts";
import { problemText } from "../../trouble/problem-text.ts";
import type { Effects } from "../effects.ts";
import type { ActivityState } from "./next.ts";

/** More events: on with the first of them. */
export function activityEffects(translator: Translator, before: ActivityState, after: ActivityState): Effects {
  const isNew = after.trouble !== null && after.trouble !== before.trouble;
  const hasMore =
    before.request !== null && before.request.cursor !== null && after.events.length > before.events.length;
  return {
    say: isNew && after.trouble !== null ? problemText(translator, after.trouble.code) : null,
    focus: hasMore ? [`.events > li:nth-child(${before.events.length + 1})`] : null,
  };
}
