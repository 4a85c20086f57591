import { html, nothing } from "lit";
import { button } from "../parts/button.ts";
import { notice } from "../parts/notice.ts";
import { problemText } from "../trouble/problem-text.ts";
import { waitText } from "../trouble/wait-text.ts";
import type { Translator } from "../language/translator.ts";
import { generalTexts, settingsTexts } from "../texts/areas.ts";
import type { ReadyState, Trouble } from "./state.ts";
import type { SettingsContext } from "./view-context.ts";

export const troubleText = (translator: Translator, { code }: Trouble): string =>
  code === "insufficient_user_authentication" || code === "unauthenticated"
    ? translator.say(settingsTexts, "unconfirmed")
    : problemText(translator, code);

/** What the last call said. A page with a button of its own repeats it with that. */
export function troubleNotice(
  { trouble }: ReadyState,
  { translator, now, send }: SettingsContext,
  ownButton: boolean,
): unknown {
  if (trouble === null) return nothing;
  const mayRetry = trouble.retry !== null && !ownButton && (trouble.until ?? 0) <= now;
  return notice(
    "warning",
    html`<p>${troubleText(translator, trouble)}</p>
      ${waitText(translator, trouble.until, now)}
      ${
        mayRetry
          ? button({
              text: translator.say(generalTexts, "tryAgain"),
              part: "button try-again",
              onClick: () => send({ type: "retry", now: Date.now() }),
            })
          : nothing
      }`,
  );
}
