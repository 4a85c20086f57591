import { html, nothing, type TemplateResult } from "lit";
import { button } from "../parts/button.ts";
import { dayText } from "../parts/day.ts";
import { notice } from "../parts/notice.ts";
import { settingsTexts } from "../texts/areas.ts";
import { isBusy, type ReadyState } from "./state.ts";
import { ask } from "./view-ask.ts";
import type { SettingsContext } from "./view-context.ts";

/** From here on the user is told to make new ones. */
const few = 3;

/** How many are left, and new ones. */
export function backupCodesSection(state: ReadyState, context: SettingsContext): TemplateResult {
  const { translator, send } = context;
  const { backupCodes } = state.twoFactor;
  const left = backupCodes?.remaining ?? 0;
  return html`<section class="stack" part="section backup-codes" aria-labelledby="codes">
    <div class="stack tight">
      <h3 id="codes" tabindex="-1">${translator.say(settingsTexts, "codes")}</h3>
      ${
        backupCodes === null
          ? nothing
          : html`<p class="muted small">
              ${translator.count(settingsTexts, "codesLeft", left)} ·
              ${translator.say(settingsTexts, "codesMadeOn", { date: dayText(translator, backupCodes.generatedAt) })}
            </p>`
      }
    </div>
    ${left > few ? nothing : notice("warning", left === 0 ? translator.say(settingsTexts, "codesNone") : translator.count(settingsTexts, "codesFew", left))}
    ${
      state.page.name === "regenerate"
        ? ask(state, context, {
            title: translator.say(settingsTexts, "makeCodesTitle"),
            text: translator.say(settingsTexts, "makeCodesText"),
            yes: translator.say(settingsTexts, "makeCodes"),
            look: "primary",
          })
        : html`<div class="row">
            ${button({
              text: translator.say(settingsTexts, "makeCodes"),
              icon: "key",
              part: "button make-codes",
              disabled: isBusy(state),
              onClick: () => send({ type: "open", page: { name: "regenerate" } }),
            })}
          </div>`
    }
  </section>`;
}
