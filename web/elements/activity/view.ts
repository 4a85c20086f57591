import { html, nothing, type TemplateResult } from "lit";
import type { ActivityEvent } from "../api.ts";
import type { Translator } from "../language/translator.ts";
import { button } from "../parts/button.ts";
import { shortMoment } from "../parts/time.ts";
import { generalTexts, settingsTexts } from "../texts/areas.ts";
import { troubleNotice, tryAgain } from "../trouble/trouble-notice.ts";
import { needsSignIn } from "../trouble/trouble.ts";
import type { ActivityMessage, ActivityState } from "./update.ts";

export interface ActivityContext {
  readonly translator: Translator;
  readonly now: number;
  readonly send: (message: ActivityMessage) => void;
}

/** A row of the list: the event in words, more about its time, and a line below it. */
export interface EventRow {
  readonly text: string;
  readonly beside: string | null;
  readonly below: string | null;
}

export function activityList(
  { events, cursor, request, trouble }: ActivityState,
  { translator, now, send }: ActivityContext,
  rowOf: (event: ActivityEvent) => EventRow,
): TemplateResult {
  const isFirst = events === null && request !== null;
  const more = button({
    text: translator.say(settingsTexts, "activityMore"),
    look: "plain",
    part: "button more-activity",
    busy: request !== null && !isFirst,
    onClick: () => send({ type: "more" }),
  });
  const show = button({
    text: translator.say(settingsTexts, "activityShow"),
    look: "plain",
    part: "button show-activity",
    onClick: () => send({ type: "retry" }),
  });
  const again = tryAgain(trouble, { translator, now }, () => send({ type: "retry" }));
  return html`${isFirst ? html`<p class="muted small">${translator.say(generalTexts, "loading")}</p>` : nothing}
  ${events?.length === 0 ? html`<p class="muted small">${translator.say(settingsTexts, "activityNone")}</p>` : nothing}
  ${
    events !== null && events.length > 0
      ? html`<ol class="events" role="list" part="activity">
          ${events.map((event) => eventRow(translator, event, rowOf(event)))}
        </ol>`
      : nothing
  }
  ${trouble !== null && needsSignIn(trouble) ? html`<div class="row">${show}</div>` : troubleNotice(trouble, { translator, now }, again)}
  ${cursor === null || trouble !== null ? nothing : html`<div class="row">${more}</div>`}`;
}

const eventRow = (translator: Translator, { at }: ActivityEvent, { text, beside, below }: EventRow): TemplateResult =>
  html`<li tabindex="-1">
    <span>${text}</span>
    <span class="muted small"
      ><time datetime=${at}>${shortMoment(translator, at)}</time>${beside === null ? nothing : ` · ${beside}`}</span
    >
    ${below === null ? nothing : html`<p class="small">${below}</p>`}
  </li>`;
