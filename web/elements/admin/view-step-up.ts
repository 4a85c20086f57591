import { html, type TemplateResult } from "lit";
import type { Completed } from "../api.ts";
import { exportedParts } from "../base/exported-parts.ts";
import type { Translator } from "../language/translator.ts";
import { backButton, button } from "../parts/button.ts";
import { notice } from "../parts/notice.ts";
import type { StepUpState } from "../step-up/state.ts";
import { type StepUpContext, stepUpView } from "../step-up/view.ts";
import { adminTexts, generalTexts } from "../texts/areas.ts";

export interface ProofContext extends Pick<StepUpContext, "translator" | "send" | "baseUrl" | "theme" | "token"> {
  readonly proven: (completed: Completed) => void;
  readonly tokenOver: () => void;
}

/** The proof before a call is answered: the password by the host, then a code. */
export function proofView(state: Exclude<StepUpState, { view: "idle" }>, context: ProofContext): unknown {
  return state.view === "password"
    ? stepUpView(state, { ...context, confirmed: context.proven, parts: exportedParts })
    : codeView(context);
}

/** The login's prompt. Its events stay inside this page. */
function codeView({ translator, send, baseUrl, theme, token, proven, tokenOver }: ProofContext): TemplateResult {
  const here =
    <Detail>(then: (detail: Detail) => void) =>
    (event: CustomEvent<Detail>): void => {
      event.stopPropagation();
      then(event.detail);
    };
  return html`<div class="stack">
    <div class="row">${backButton(translator.say(generalTexts, "back"), () => send({ type: "given-up" }))}</div>
    <countersign-challenge
      exportparts=${exportedParts}
      .baseUrl=${baseUrl}
      .theme=${theme}
      .token=${token}
      @countersign-complete=${here(proven)}
      @countersign-token-needed=${here(tokenOver)}
      @countersign-cancel=${here(() => send({ type: "given-up" }))}
    ></countersign-challenge>
  </div>`;
}

/** There is nothing that the admin could be asked for. */
export const noFactorView = (
  translator: Translator,
  why: "needsFactor" | "elsewhere",
  retry: () => void,
): TemplateResult =>
  notice(
    "warning",
    html`<p>${translator.say(adminTexts, why)}</p>
      ${button({ text: translator.say(generalTexts, "tryAgain"), onClick: retry })}`,
  );
