import { html, nothing, type TemplateResult } from "lit";
import type { Completed } from "../api.ts";
import type { Theme } from "../base/countersign-element.ts";
import type { Translator } from "../language/translator.ts";
import { backButton, button } from "../parts/buttons.ts";
import { heading } from "../parts/blocks.ts";
import { generalTexts, settingsTexts } from "../texts/areas.ts";
import type { StepUpMessage, StepUpState } from "./update.ts";

export interface StepUpContext {
  readonly translator: Translator;
  readonly send: (message: StepUpMessage) => void;
  readonly baseUrl: string;
  readonly theme: Theme | undefined;
  /** The token for the code prompt. */
  readonly token: () => string | Promise<string>;
  readonly confirmed: (completed: Completed) => void;
  /** For the host's styles. */
  readonly parts: string;
}

/** The prompt that stands before a change until the user has proven enough. */
export function stepUpView(state: StepUpState, context: StepUpContext): unknown {
  if (state.view === "idle") return nothing;
  return state.view === "password"
    ? passwordView(state, context.translator, context.send)
    : codeView(state.need.methods ?? null, context);
}

/** The login's prompt. Its events stay inside the settings. */
function codeView(
  methods: readonly string[] | null,
  { translator, send, baseUrl, theme, token, confirmed, parts }: StepUpContext,
): TemplateResult {
  const here = (then: () => void) => (event: Event) => {
    event.stopPropagation();
    then();
  };
  return html`<div class="row way-back">
      ${backButton(translator.say(settingsTexts, "backToSettings"), () => send({ type: "given-up" }))}
    </div>
    <countersign-challenge
      exportparts=${parts}
      base-url=${baseUrl}
      theme=${theme ?? nothing}
      .token=${token}
      .methods=${methods}
      @countersign-complete=${(event: CustomEvent<Completed>) => here(() => confirmed(event.detail))(event)}
      @countersign-cancel=${here(() => send({ type: "given-up" }))}
      @countersign-token-needed=${here(() => send({ type: "token-over" }))}
    ></countersign-challenge>`;
}

/** While the host asks for the password, and if that came to nothing. The field for it is the host's: no element ever sees a password. */
const passwordView = (
  { request }: Extract<StepUpState, { view: "password" }>,
  translator: Translator,
  send: (message: StepUpMessage) => void,
): TemplateResult =>
  html`<div class="stack narrow">
    ${heading(
      translator.say(settingsTexts, "passwordTitle"),
      translator.say(settingsTexts, request === null ? "passwordOver" : "passwordLead"),
      "lock",
    )}
    ${button({
      text: translator.say(settingsTexts, "enterPassword"),
      look: "primary",
      wide: true,
      part: "button submit",
      busy: request !== null,
      onClick: () => send({ type: "ask-again" }),
    })}
    <div class="row">
      ${button({
        text: translator.say(generalTexts, "cancel"),
        look: "quiet",
        part: "button cancel",
        onClick: () => send({ type: "given-up" }),
      })}
    </div>
  </div>`;
