import { html, type TemplateResult } from "lit";
import { button } from "../parts/button.ts";
import { icon } from "../parts/icon.ts";
import { settingsTexts } from "../texts/areas.ts";
import { isBusy, type ReadyState } from "./state.ts";
import { ask } from "./view-ask.ts";
import type { SettingsContext } from "./view-context.ts";

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
