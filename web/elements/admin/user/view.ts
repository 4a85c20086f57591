import { html, nothing, type TemplateResult } from "lit";
import { button, onSubmit } from "../../parts/buttons.ts";
import { heading, notice } from "../../parts/blocks.ts";
import { textField } from "../../parts/fields.ts";
import { adminTexts } from "../../texts/areas.ts";
import { troubleNotice, tryAgain } from "../../trouble/trouble.ts";
import { onceShown } from "../page-parts.ts";
import { doneText, doneTone } from "./effects.ts";
import type { Found, UserState, UserContext } from "./state.ts";
import { factsOf } from "./view-facts.ts";
import { panelView } from "./view-panel.ts";

/** Finds a user and shows how things stand; `activity` comes below. */
export function userView(state: UserState, context: UserContext, activity: unknown): TemplateResult {
  const { translator, send } = context;
  const { found, panel, trouble, done } = state;
  const retry = (): void => send({ type: "retry" });
  return html`<div class="stack">
    ${heading(translator.say(adminTexts, "users"), translator.say(adminTexts, "usersLead"))}
    ${searchForm(state, context)}
    ${panel === null ? troubleNotice(trouble, context, tryAgain(trouble, context, retry)) : nothing}
    ${
      found === null
        ? nothing
        : html`<div class="stack person" part="user">
            ${userTitle(state, found, context)}
            ${
              done === null
                ? nothing
                : notice(
                    doneTone(done),
                    html`<p>${doneText(translator, done, found)}</p>
                      ${codeOf(state, context)}`,
                  )
            }
            ${panel === null ? factsOf(found, context) : panelView(state, found, panel, context)} ${activity}
          </div>`
    }
  </div>`;
}

/** A code for the user, shown this once. */
function codeOf({ done, copied }: UserState, { translator, send }: UserContext): unknown {
  if (done?.kind !== "bypass-code") return nothing;
  return onceShown({
    translator,
    text: done.code,
    copied: copied === true,
    onCopy: (succeeded) => send({ type: "copied", succeeded }),
  });
}

function searchForm({ typed, unnamed, request }: UserState, { translator, send }: UserContext): TemplateResult {
  const submit = onSubmit(() => send({ type: "submitted" }));
  return html`<form class="search" role="search" novalidate @submit=${submit}>
    ${textField({
      id: "user-id",
      label: translator.say(adminTexts, "userId"),
      hint: translator.say(adminTexts, "userIdHint"),
      text: typed,
      error: unnamed ? translator.say(adminTexts, "userIdMissing") : null,
      maxLength: 300,
      onType: (text) => send({ type: "typed", text }),
    })}
    ${button({
      text: translator.say(adminTexts, "find"),
      look: "primary",
      type: "submit",
      part: "button submit",
      busy: request?.call === "find",
    })}
  </form>`;
}

function userTitle({ done }: UserState, { user }: Found, { translator }: UserContext): TemplateResult {
  const { enabled, required, factors, preRegisteredPhone, known } = user;
  const isEmpty = !enabled && factors.length === 0 && preRegisteredPhone === null && done === null;
  return html`<div class="stack tight">
    <div class="row">
      <h3 id="found" class="name" tabindex="-1">${user.userId}</h3>
      <span class="tag ${enabled ? "" : "off"}">${translator.say(adminTexts, enabled ? "on" : "off")}</span>
      ${required ? html`<span class="tag plain">${translator.say(adminTexts, "required")}</span>` : nothing}
    </div>
    ${user.ref === null ? nothing : html`<p class="muted small ref">${translator.say(adminTexts, "logName", { ref: user.ref })}</p>`}
    ${isEmpty ? notice(known ? "info" : "warning", translator.say(adminTexts, known ? "nobody" : "unknown")) : nothing}
  </div>`;
}
