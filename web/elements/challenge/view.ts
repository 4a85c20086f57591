import { html, nothing, type TemplateResult } from "lit";
import type { Translator } from "../language/translator.ts";
import { button } from "../parts/button.ts";
import { heading } from "../parts/heading.ts";
import { notice } from "../parts/notice.ts";
import { skeleton } from "../parts/skeleton.ts";
import { failedView, problemText } from "../trouble/trouble-notice.ts";
import { challengeTexts, generalTexts } from "../texts/areas.ts";
import type { Completed } from "../api.ts";
import type { ChallengeContext, ChallengeState, PromptState } from "./state.ts";
import { codePage } from "./view-code.ts";
import { questionView } from "./question.ts";
import { lostPage, methodsPage } from "./view-methods.ts";

/** Everything but the enrollment and the recovery, which are elements of their own. */
export function challengeView(
  state: Exclude<ChallengeState, { view: "enrollment" }>,
  context: ChallengeContext,
): TemplateResult {
  const { translator, cancel } = context;
  switch (state.view) {
    case "waiting":
    case "starting":
      return skeleton(translator);
    case "failed":
      return failed(state, context);
    case "signed-out":
      return html`<div class="stack">
        ${heading(translator.say(challengeTexts, "signedOutTitle"), problemText(translator, "unauthenticated"), "clock")}
        ${button({ text: translator.say(challengeTexts, "backToPassword"), look: "primary", wide: true, onClick: cancel })}
      </div>`;
    case "done":
      return html`<div class="stack">
        ${heading(translator.say(challengeTexts, "doneTitle"), nothing, "check", "success")}
        ${failedNotice(translator, state.result.failedSinceLastLogin)} ${backupNotice(translator, state.result)}
      </div>`;
    case "question":
      return questionView(state, context);
    case "prompt":
      return promptView(state, context);
  }
}

function promptView(state: PromptState, context: ChallengeContext): TemplateResult {
  switch (state.page) {
    case "methods":
      return methodsPage(state, context);
    case "lost":
      return lostPage(state, context);
    default:
      return codePage(state, context);
  }
}

/** More of them get an e-mail of the service too. */
const mostTypingErrors = 2;

/** Nothing, or how many wrong codes came before the right one. */
export const failedText = (translator: Translator, count: number): string | null =>
  count <= mostTypingErrors ? null : translator.say(challengeTexts, "failedBefore", { count });

export function failedNotice(translator: Translator, count: number): unknown {
  const text = failedText(translator, count);
  return text === null ? nothing : notice("warning", text);
}

/** Only now, after the code: a password alone is not told how many there are. */
function backupNotice(translator: Translator, { backupCodesLeft: left }: Completed): unknown {
  return left === undefined
    ? nothing
    : notice(
        "info",
        html`<p>${translator.count(challengeTexts, "backupUsed", left)}</p>
          <p>${translator.say(challengeTexts, "newPhone")}</p>`,
        "key",
      );
}

function failed(
  { code, until }: Extract<ChallengeState, { view: "failed" }>,
  context: ChallengeContext,
): TemplateResult {
  const { translator, send, cancel } = context;
  const title = heading(translator.say(challengeTexts, "failedTitle"), problemText(translator, code), "warning");
  return html`<div class="stack">
    ${failedView(title, until, context, () => send({ type: "retry", now: Date.now() }))}
    ${button({ text: translator.say(generalTexts, "cancel"), look: "quiet", onClick: cancel })}
  </div>`;
}
