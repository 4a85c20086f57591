import { html, nothing, type TemplateResult } from "lit";
import { button } from "../../parts/button.ts";
import { heading } from "../../parts/heading.ts";
import { notice } from "../../parts/notice.ts";
import { textField } from "../../parts/text-field.ts";
import { adminTexts } from "../../texts/areas.ts";
import { troubleNotice } from "../trouble-notice.ts";
import type { AdminContext } from "../view-context.ts";
import { doneText } from "./done-text.ts";
import type { Found, UserMessage, UserState } from "./state.ts";
import { factsOf } from "./view-facts.ts";
import { panelView } from "./view-panel.ts";

export type UserContext = AdminContext<UserMessage>;

/** Finds a user and shows how things stand; `activity` comes below. */
export function userView(state: UserState, context: UserContext, activity: unknown): TemplateResult {
  const { speech, send } = context;
  const { found, panel, trouble, done } = state;
  const retry = (): void => send({ type: "retry" });
  return html`<div class="stack">
    ${heading(speech.say(adminTexts, "users"), speech.say(adminTexts, "usersLead"))} ${searchForm(state, context)}
    ${panel === null ? troubleNotice(trouble, context, retry) : nothing}
    ${
      found === null
        ? nothing
        : html`<div class="stack person" part="user">
            ${userTitle(state, found, context)}
            ${done === null ? nothing : notice("success", doneText(speech, done, found))}
            ${panel === null ? factsOf(found, context) : panelView(state, found, panel, context)} ${activity}
          </div>`
    }
  </div>`;
}

function searchForm({ typed, unnamed, request }: UserState, { speech, send }: UserContext): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    send({ type: "submitted" });
  };
  return html`<form class="search" role="search" novalidate @submit=${submit}>
    ${textField({
      id: "user-id",
      label: speech.say(adminTexts, "userId"),
      hint: speech.say(adminTexts, "userIdHint"),
      text: typed,
      error: unnamed ? speech.say(adminTexts, "userIdMissing") : null,
      maxLength: 300,
      onType: (text) => send({ type: "typed", text }),
    })}
    ${button({
      text: speech.say(adminTexts, "find"),
      look: "primary",
      type: "submit",
      part: "button submit",
      busy: request?.call === "find",
    })}
  </form>`;
}

function userTitle({ done }: UserState, { user }: Found, { speech }: UserContext): TemplateResult {
  const { enabled, required, factors, preRegisteredPhone } = user;
  const isEmpty = !enabled && factors.length === 0 && preRegisteredPhone === null && done === null;
  return html`<div class="stack tight">
    <div class="row">
      <h3 id="found" class="name" tabindex="-1">${user.userId}</h3>
      <span class="tag ${enabled ? "" : "off"}">${speech.say(adminTexts, enabled ? "on" : "off")}</span>
      ${required ? html`<span class="tag plain">${speech.say(adminTexts, "required")}</span>` : nothing}
    </div>
    <p class="muted small ref">${speech.say(adminTexts, "logName", { ref: user.ref })}</p>
    ${isEmpty ? notice("info", speech.say(adminTexts, "nobody")) : nothing}
  </div>`;
}
