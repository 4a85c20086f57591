import { html, nothing } from "lit";
import type { Lock } from "../code/code-entry.ts";
import type { Translator } from "../language/translator.ts";
import { generalTexts } from "../texts/areas.ts";
import { notice } from "./notice.ts";
import { problemText } from "../trouble/problem-text.ts";
import { waitText } from "../trouble/wait-text.ts";

/** Why no code is taken, and when one will be. */
export function lockNotice(translator: Translator, lock: Lock | null, now: number): unknown {
  if (lock === null) return nothing;
  if (lock === "disabled") return notice("danger", problemText(translator, "method_disabled"), "lock");
  if (lock.until <= now) return nothing;
  const content = html`<p>${translator.say(generalTexts, "locked")}</p>
    ${waitText(translator, lock.until, now)}`;
  return notice("danger", content, "lock");
}
