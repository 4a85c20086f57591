import { html, nothing, type TemplateResult } from "lit";
import type { Translator } from "../../language/translator.ts";
import { button } from "../../parts/button.ts";
import { shortMoment } from "../../parts/day.ts";
import { adminTexts, generalTexts } from "../../texts/areas.ts";
import { troubleNotice } from "../trouble-notice.ts";
import type { ActivityEvent } from "../types.ts";
import type { AdminContext } from "../view-context.ts";
import { eventText } from "./event-text.ts";
import type { ActivityMessage, ActivityState } from "./next.ts";

export function activityView(state: ActivityState, context: AdminContext<ActivityMessage>): TemplateResult {
  const { translator, send } = context;
  const { events, request, cursor, trouble } = state;
  const isLoading = request !== null && events.length === 0;
  return html`<section class="stack tight" aria-labelledby="activity-title">
    <h4 id="activity-title">${translator.say(adminTexts, "activity")}</h4>
    ${
      events.length > 0
        ? html`<ol class="events" part="activity">
            ${events.map((event) => eventRow(translator, event))}
          </ol>`
        : html`<p class="muted">
            ${isLoading ? translator.say(generalTexts, "loading") : trouble === null ? translator.say(adminTexts, "activityNone") : nothing}
          </p>`
    }
    ${troubleNotice(trouble, context, () => send({ type: "retry" }))}
    ${
      cursor === null || trouble !== null
        ? nothing
        : html`<div class="row">
            ${button({
              text: translator.say(adminTexts, "more"),
              part: "button more",
              busy: request !== null,
              onClick: () => send({ type: "more" }),
            })}
          </div>`
    }
  </section>`;
}

function eventRow(translator: Translator, event: ActivityEvent): TemplateResult {
  const { reason } = event.data;
  return html`<li tabindex="-1">
    <p>${eventText(translator, event)}</p>
    <time class="muted small" datetime=${event.at}>${shortMoment(translator, event.at)}</time>
    ${
      event.type === "account.reset" && typeof reason === "string"
        ? html`<p class="small">${translator.say(adminTexts, "reasonGiven", { reason })}</p>`
        : nothing
    }
  </li>`;
}
