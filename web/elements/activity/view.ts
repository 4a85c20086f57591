import { html, nothing, type TemplateResult } from "lit";
import type { Speech } from "../language/translator.ts";
import { button } from "../parts/button.ts";
import { shortMoment } from "../parts/day.ts";
import { notice } from "../parts/notice.ts";
import { problemText } from "../trouble/problem-text.ts";
import { generalTexts, settingsTexts } from "../texts/areas.ts";
import type { ActivityEvent } from "../settings/data.ts";
import { activityMethod, activitySentence } from "./sentence.ts";
import type { ActivityMessage, ActivityState } from "./state.ts";

const row = (speech: Speech, event: ActivityEvent): TemplateResult => {
  const method = activityMethod(speech, event);
  return html`<li tabindex="-1">
    <span>${activitySentence(speech, event)}</span>
    <span class="muted small"
      ><time datetime=${event.at}>${shortMoment(speech, event.at)}</time
      >${method === null ? nothing : ` · ${method}`}</span
    >
  </li>`;
};

/** What happened lately, for the user to recognize what was not them. */
export function activitySection(
  speech: Speech,
  { events, cursor, request, trouble }: ActivityState,
  send: (message: ActivityMessage) => void,
): TemplateResult {
  const isFirst = events === null && request !== null;
  return html`<section class="stack" part="section activity" aria-labelledby="activity">
    <div class="stack tight">
      <h3 id="activity" tabindex="-1">${speech.say(settingsTexts, "activity")}</h3>
      ${events !== null && events.length > 0 ? html`<p class="hint">${speech.say(settingsTexts, "activityHint")}</p>` : nothing}
    </div>
    ${isFirst ? html`<p class="muted small">${speech.say(generalTexts, "loading")}</p>` : nothing}
    ${events?.length === 0 ? html`<p class="muted small">${speech.say(settingsTexts, "activityNone")}</p>` : nothing}
    ${
      events !== null && events.length > 0
        ? html`<ol class="events" role="list">
            ${events.map((event) => row(speech, event))}
          </ol>`
        : nothing
    }
    ${trouble === null ? nothing : notice("warning", problemText(speech, trouble))}
    ${
      trouble !== null || cursor !== null
        ? html`<div class="row">
            ${button({
              text: trouble === null ? speech.say(settingsTexts, "activityMore") : speech.say(generalTexts, "tryAgain"),
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
