import { html, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Completed, Earned } from "../api.ts";
import { StepUpPrompt } from "../step-up/step-up-prompt.ts";
import type { StepUpState } from "../step-up/update.ts";
import type { Trouble } from "../trouble/trouble.ts";
import { exportedParts } from "../style/base.ts";
import type { Translator } from "../language/translator.ts";
import { backButton, button } from "../parts/buttons.ts";
import { notice } from "../parts/blocks.ts";
import { type StepUpContext, stepUpView } from "../step-up/view.ts";
import { adminTexts, generalTexts } from "../texts/areas.ts";

type StepUpDeps = ConstructorParameters<typeof StepUpPrompt>[1];

/** One proof by the admin for every call that was refused for want of it. */
export class AdminStepUp {
  declare readonly prompt: StepUpPrompt;
  declare private isAsking: boolean;

  constructor(host: ReactiveControllerHost, deps: Omit<StepUpDeps, "asksCode">) {
    this.isAsking = false;
    this.prompt = new StepUpPrompt(host, { ...deps, asksCode: () => true });
  }

  get state(): StepUpState {
    return this.prompt.state;
  }

  /** Null: somebody is asked already; false: did not want to, or only the host can help. */
  async ask(trouble: Pick<Trouble<unknown>, "code" | "needsPassword">): Promise<boolean | null> {
    if (this.isAsking) return null;
    const isOver = trouble.code === "unauthenticated";
    const { holds } = this.prompt;
    this.prompt.drop();
    // The held token is over; the host's may do.
    if (isOver && holds) return true;
    this.isAsking = true;
    const isProven = await this.prompt.prove({ password: isOver || trouble.needsPassword === true, code: true });
    this.isAsking = false;
    return isProven;
  }

  /** False: this app's logins bring no access token. */
  earned(earned: Earned): boolean {
    this.prompt.earned(earned);
    return this.prompt.holds;
  }

  /** The host has another token: it may be somebody else's. */
  forget(): void {
    this.prompt.giveUp();
    this.prompt.drop();
  }
}

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
