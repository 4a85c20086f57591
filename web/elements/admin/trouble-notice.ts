import { html, nothing } from "lit";
import { button } from "../parts/button.ts";
import { notice } from "../parts/notice.ts";
import { problemText } from "../trouble/problem-text.ts";
import { waitText } from "../trouble/wait-text.ts";
import { generalTexts } from "../texts/areas.ts";
import type { Trouble } from "../trouble/trouble.ts";
import type { AdminContext } from "./view-context.ts";

/** What went wrong, and the way to try the same again. */
export const troubleNotice = (
  trouble: Trouble<unknown> | null,
  { translator, now }: Pick<AdminContext<never>, "translator" | "now">,
  retry: () => void,
): unknown =>
  trouble === null
    ? nothing
    : notice(
        "warning",
        html`<p>${problemText(translator, trouble.code)}</p>
          ${waitText(translator, trouble.until, now)}
          ${button({
            text: translator.say(generalTexts, "tryAgain"),
            disabled: (trouble.until ?? 0) > now,
            part: "button retry",
            onClick: retry,
          })}`,
      );
