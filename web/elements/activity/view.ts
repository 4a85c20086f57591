import { html, nothing, type TemplateResult } from "lit";
import type { ActivityEvent } from "../api.ts";
import type { Translator } from "../language/translator.ts";
import { button } from "../parts/buttons.ts";
import { shortMoment } from "../parts/time.ts";
import { activityTexts, adminTexts, type Area, generalTexts, settingsTexts, type Words } from "../texts/areas.ts";
import { needsSignIn, troubleNotice, tryAgain } from "../trouble/trouble.ts";
import type { ActivityMessage, ActivityState } from "./update.ts";
import { methodName } from "../factors/kinds.ts";

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

/** An event that is newer than this page is shown under its raw type: a reader can at least ask about it. */
const typeText = (translator: Translator, area: Area<Words>, type: string): string =>
  translator.find(area, type) ?? type;

/** The method that the event is about; null if it is about none. */
export function eventMethod(translator: Translator, { data }: Pick<ActivityEvent, "data">): string | null {
  const method = [data["method"], data["factorType"]].find((value) => typeof value === "string");
  return method === undefined ? null : methodName(translator, method);
}

/** The event in the words of the user whom it concerns. */
export const ownEventText = (translator: Translator, { type }: Pick<ActivityEvent, "type">): string =>
  typeText(translator, activityTexts, type);

/** Commands of the service's operator; what else the system does, it does by itself. */
const commands: ReadonlySet<string> = new Set(["export-factors", "import-factors", "erase", "restore"]);
const commandText = (translator: Translator, { actor }: Pick<ActivityEvent, "actor">): string | null =>
  actor.role === "system" && commands.has(actor.ref)
    ? translator.say(adminTexts, "command", { name: actor.ref })
    : null;

/** How much left, and whether whoever has the file can read it. */
function exportText(translator: Translator, { type, data }: Pick<ActivityEvent, "type" | "data">): string | null {
  if (type !== "factors.exported" || typeof data["users"] !== "number") return null;
  const users = translator.count(adminTexts, "exportedUsers", data["users"]);
  return `${users}, ${translator.say(adminTexts, data["encrypted"] === true ? "encrypted" : "inTheClear")}`;
}

/** `Signed in · Authenticator app`, `Phone registered · by an administrator`. A user's own acts need no name. */
export function adminEventText(translator: Translator, event: Pick<ActivityEvent, "type" | "actor" | "data">): string {
  const { role } = event.actor;
  const by = role === "user" ? null : (commandText(translator, event) ?? typeText(translator, adminTexts, role));
  const parts = [typeText(translator, adminTexts, event.type), eventMethod(translator, event), exportText(translator, event), by]; // prettier-ignore
  return parts.filter((part) => part !== null).join(" · ");
}
