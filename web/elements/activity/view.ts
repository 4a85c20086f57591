import { html, nothing, type TemplateResult } from "lit";
import type { Translator } from "../language/translator.ts";
import { button } from "../parts/button.ts";
import { shortMoment } from "../parts/day.ts";
import { notice } from "../parts/notice.ts";
import { problemText } from "../trouble/problem-text.ts";
import { generalTexts, settingsTexts } from "../texts/areas.ts";
import type { ActivityEvent } from "../settings/data.ts";
import { activityMethod, activitySentence } from "./sentence.ts";
import type { ActivityMessage, ActivityState } from "./state.ts";

const row = (translator: Translator, event: ActivityEvent): TemplateResult => {
  const method = activityMethod(translator, event);
  return html`<li tabindex="-1">
    <span>${activitySentence(translator, event)}</span>
    <span class="muted small"
      ><time datetime=${event.at}>${shortMoment(translator, event.at)}</time
      >${method === null ? nothing : ` · ${method}`}</span
    >
  </li>`;
};

/** What happened lately, for the user to recognize what was not them. */
export function activitySection(
  translator: Translator,
  { events, cursor, request, trouble }: ActivityState,
  send: (message: ActivityMessage) => void,
): TemplateResult {
  const isFirst = events === null && request !== null;
  return html`<section class="stack" part="section activity" aria-labelledby="activity">
    <div class="stack tight">
      <h3 id="activity" tabindex="-1">${translator.say(settingsTexts, "activity")}</h3>
      ${events !== null && events.length > 0 ? html`<p class="hint">${translator.say(settingsTexts, "activityHint")}</p>` : nothing}
    </div>
    ${isFirst ? html`<p class="muted small">${translator.say(generalTexts, "loading")}</p>` : nothing}
    ${events?.length === 0 ? html`<p class="muted small">${translator.say(settingsTexts, "activityNone")}</p>` : nothing}
    ${
      events !== null && events.length > 0
        ? html`<ol class="events" role="list">
            ${events.map((event) => row(translator, event))}
          </ol>`
        : nothing
    }
    ${trouble === null ? nothing : notice("warning", problemText(translator, trouble))}
    ${
      trouble !== null || cursor !== null
        ? html`<div class="row">
            ${button({
              text:
                trouble === null
                  ? translator.say(settingsTexts, "activityMore")
                  : translator.say(generalTexts, "tryAgain"),
              look: "plain",
              part: "button more-activity",
              busy: request !== null && !isFirst,
              onClick: () => send({ type: trouble !== null && cursor === null ? "refresh" : "more" }),
            })}
          </div>`
        : nothing
    }
  </section>`;
}
