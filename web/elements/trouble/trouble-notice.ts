import { html, nothing, type TemplateResult } from "lit";
import { button } from "../parts/button.ts";
import { notice } from "../parts/notice.ts";
import { problemText } from "./problem-text.ts";
import { waitText } from "./wait-text.ts";
import { generalTexts } from "../texts/areas.ts";
import type { Trouble } from "../challenge/state.ts";
import type { ViewContext } from "../challenge/view-context.ts";

/** What a call said that is not about the code, with a way to repeat it. */
export function troubleNotice({ translator, now, send }: ViewContext, trouble: Trouble): TemplateResult {
  const isOpen = trouble.retry !== null && (trouble.until ?? 0) <= now;
  return notice(
    "warning",
    html`<p>${problemText(translator, trouble.code)}</p>
      ${waitText(translator, trouble.until, now)}
      ${
        isOpen
          ? button({
              text: translator.say(generalTexts, "tryAgain"),
              part: "button try-again",
              onClick: () => send({ type: "retry", now: Date.now() }),
            })
          : nothing
      }`,
  );
}
