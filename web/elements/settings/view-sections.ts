import { html, nothing, type TemplateResult } from "lit";
import { button, type ButtonOptions } from "../parts/buttons.ts";
import { icon, notice } from "../parts/blocks.ts";
import { dayText } from "../parts/time.ts";
import { generalTexts, settingsTexts } from "../texts/areas.ts";
import { isBusy, type ReadyState, type SettingsContext } from "./state.ts";
import { settingsTrouble } from "./trouble.ts";

interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly look: Extract<ButtonOptions["look"], "danger" | "primary">;
}

/** Asks once more, in the place of the button that was pressed. */
export function ask(state: ReadyState, context: SettingsContext, { title, text, yes, look }: Question): TemplateResult {
  const { translator, send, now } = context;
  return html`<div
    class="ask stack"
    part="question"
    role="group"
    aria-labelledby="ask-title"
    aria-describedby="ask-text"
  >
    <div class="stack tight">
      <h4 id="ask-title" tabindex="-1">${title}</h4>
      <p id="ask-text" class="muted small">${text}</p>
    </div>
    ${settingsTrouble(state, context, true)}
    <div class="row">
      ${button({
        text: yes,
        look,
        part: "button confirm",
        busy: isBusy(state),
        disabled: (state.trouble?.until ?? 0) > now,
        onClick: () => send({ type: "submitted", now: Date.now() }),
      })}
      ${button({
        text: translator.say(generalTexts, "cancel"),
        part: "button cancel",
        disabled: isBusy(state),
        onClick: () => send({ type: "close" }),
      })}
    </div>
  </div>`;
}

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

/** The way out; where there is none: who decided so, and why. */
export function switchOffSection(state: ReadyState, context: SettingsContext): TemplateResult {
  const { translator, send } = context;
  if (!state.twoFactor.canDisable)
    return html`<section class="stack tight" part="section required" aria-labelledby="required">
      <h3 id="required" class="row">${icon("lock")}${translator.say(settingsTexts, "requiredTitle")}</h3>
      <p class="muted small">${translator.say(settingsTexts, "requiredText")}</p>
    </section>`;
  return html`<section part="section switch-off" aria-label=${translator.say(settingsTexts, "switchOff")}>
    ${
      state.page.name === "disable"
        ? ask(state, context, {
            title: translator.say(settingsTexts, "switchOffTitle"),
            text: translator.say(settingsTexts, "switchOffText"),
            yes: translator.say(settingsTexts, "switchOffYes"),
            look: "danger",
          })
        : button({
            text: translator.say(settingsTexts, "switchOff"),
            part: "button switch-off",
            look: "danger",
            disabled: isBusy(state),
            onClick: () => send({ type: "open", page: { name: "disable" } }),
          })
    }
  </section>`;
}
