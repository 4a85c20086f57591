import { html, nothing } from "lit";
import { button } from "../parts/button.ts";
import { notice } from "../parts/notice.ts";
import { problemText } from "../trouble/problem-text.ts";
import { waitText } from "../trouble/wait-text.ts";
import type { Speech } from "../language/translator.ts";
import { generalTexts, settingsTexts } from "../texts/areas.ts";
import type { ReadyState, Trouble } from "./state.ts";
import type { SettingsContext } from "./view-context.ts";

export const troubleText = (speech: Speech, { code }: Trouble): string =>
  code === "insufficient_user_authentication" || code === "unauthenticated"
    ? speech.say(settingsTexts, "unconfirmed")
    : problemText(speech, code);

/** What the last call said. A page with a button of its own repeats it with that. */
export function troubleNotice(
  { trouble }: ReadyState,
  { speech, now, send }: SettingsContext,
  ownButton: boolean,
): unknown {
  if (trouble === null) return nothing;
  const mayRetry = trouble.retry !== null && !ownButton && (trouble.until ?? 0) <= now;
  return notice(
    "warning",
    html`<p>${troubleText(speech, trouble)}</p>
      ${waitText(speech, trouble.until, now)}
      ${
        mayRetry
          ? button({
              text: speech.say(generalTexts, "tryAgain"),
              part: "button try-again",
              onClick: () => send({ type: "retry", now: Date.now() }),
            })
          : nothing
      }`,
  );
}
