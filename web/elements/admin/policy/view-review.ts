import { html, nothing, type TemplateResult } from "lit";
import { button } from "../../parts/button.ts";
import { heading } from "../../parts/heading.ts";
import { notice } from "../../parts/notice.ts";
import { adminTexts, generalTexts } from "../../texts/areas.ts";
import { changesIn, differences, policyOf } from "./draft.ts";
import { meaning } from "./meaning.ts";
import type { PolicyForm, PolicyContext } from "./update.ts";

/** The consequences of a change for the users, in plain words, before it is saved. */
export function policyReview(state: PolicyForm, { translator, send }: PolicyContext, problem: unknown): TemplateResult {
  const { base, before, draft, request } = state;
  const after = policyOf(draft);
  const changes = changesIn(base, draft);
  const shutsOut =
    after.enforcement === "on" &&
    after.phoneRegistration === "pre-registered" &&
    changes.some((field) => field === "enforcement" || field === "phoneRegistration");
  return html`<div class="stack">
    ${heading(translator.say(adminTexts, "reviewTitle"))}
    ${
      before === null
        ? nothing
        : notice(
            "warning",
            html`<p>${translator.say(adminTexts, "overtaken")}</p>
              <ul class="bullets">
                ${differences(before, base).map((field) => html`<li>${meaning(translator, base, field)}</li>`)}
              </ul>`,
          )
    }
    <ul class="changes" part="changes">
      ${changes.map(
        (field) =>
          html`<li>
            <p>${meaning(translator, after, field)}</p>
            <p class="muted small">${translator.say(adminTexts, "until")} ${meaning(translator, base, field)}</p>
          </li>`,
      )}
    </ul>
    ${shutsOut ? notice("warning", translator.say(adminTexts, "meansShutOut")) : nothing} ${problem}
    <div class="row buttons">
      ${button({
        text: translator.say(adminTexts, "savePolicy"),
        look: "primary",
        part: "button submit",
        busy: request !== null,
        onClick: () => send({ type: "save" }),
      })}
      ${button({
        text: translator.say(generalTexts, "back"),
        part: "button back",
        disabled: request !== null,
        onClick: () => send({ type: "back" }),
      })}
    </div>
  </div>`;
}
