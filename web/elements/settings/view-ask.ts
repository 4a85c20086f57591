import { html, type TemplateResult } from "lit";
import { button, type ButtonOptions } from "../parts/button.ts";
import { generalTexts } from "../texts/areas.ts";
import { isBusy, type ReadyState } from "./state.ts";
import type { SettingsContext } from "./view-context.ts";
import { troubleNotice } from "./view-trouble.ts";

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
    ${troubleNotice(state, context, true)}
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
