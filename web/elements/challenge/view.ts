import { html, nothing, type TemplateResult } from "lit";
import type { Translator } from "../language/translator.ts";
import { backButton, button, choice } from "../parts/buttons.ts";
import { heading, notice, recoveryHelp, skeleton } from "../parts/blocks.ts";
import { failedView, problemText, waitText } from "../trouble/trouble.ts";
import { challengeTexts, generalTexts, recoveryTexts } from "../texts/areas.ts";
import type { Completed } from "../api.ts";
import {
  canChoose,
  type ChallengeContext,
  type ChallengeState,
  type Choice,
  type PromptState,
  sendWaitOf,
  sentTo,
} from "./state.ts";
import { codePage } from "./view-code.ts";
import { questionView } from "./question.ts";
import { backupCodes, factorIcon, factorName, isCeremony, kindOf } from "../factors/kinds.ts";
import { phoneNumber } from "../parts/phone-number.ts";

/** The methods that can take the place of the one that the user comes from. */
function methodsPage(state: PromptState, { translator, now, send }: ChallengeContext): TemplateResult {
  const left = state.backupCodesRemaining;
  const choose = (chosen: Choice, channel?: "voice") => () =>
    send({ type: "chosen", choice: chosen, now: Date.now(), ...(channel && { channel }) });
  const wait = waitText(translator, sendWaitOf(state), now);
  return html`<div class="stack">
    ${heading(translator.say(challengeTexts, "methodsTitle"), translator.say(challengeTexts, "methodsLead"))}
    <ul class="choices">
      ${others(state).map((factor) => {
        const kind = kindOf(factor.type);
        const number = factor.phoneNumber === undefined ? nothing : phoneNumber(factor.phoneNumber);
        const isOpen = canChoose(factor, state.publicKey);
        const shut = kind === null ? "newestVersion" : (kind.hindrance() ?? "passkeyUnsupported");
        return choice({
          icon: factorIcon(factor.type),
          title: kind?.isCeremony === true ? translator.say(generalTexts, kind.name) : factorName(translator, factor),
          text:
            kind !== null && isOpen
              ? html`${translator.say(challengeTexts, kind.otherWay)} ${number}`
              : translator.say(generalTexts, shut),
          disabled: !isOpen,
          onClick: choose(factor),
        });
      })}
      ${
        state.calls
          ? state.factors
              .filter((factor) => sentTo(factor) !== null)
              .map((factor) =>
                choice({
                  icon: "call",
                  title: translator.say(challengeTexts, "byCall"),
                  text:
                    wait === nothing
                      ? html`${translator.say(challengeTexts, "byCallText")} ${phoneNumber(factor.phoneNumber ?? "")}`
                      : wait,
                  disabled: wait !== nothing,
                  onClick: choose(factor, "voice"),
                }),
              )
          : nothing
      }
      ${
        state.chosen.id === null
          ? nothing
          : choice({
              icon: "key",
              title: translator.say(generalTexts, "backupCode"),
              // A password alone is not told how many there are.
              text: translator.say(challengeTexts, left === 0 ? "noBackupLeft" : "byBackup"),
              disabled: left === 0,
              onClick: choose(backupCodes),
            })
      }
      ${choice({
        icon: "help",
        title: translator.say(challengeTexts, "lost"),
        text: translator.say(challengeTexts, "lostText"),
        onClick: () => send({ type: "page", page: "lost" }),
      })}
    </ul>
    ${back(translator.say(generalTexts, "back"), () => send({ type: "page", page: "code" }))}
  </div>`;
}

/** Methods beside the chosen one. The browser knows all passkeys at once: one row stands for them. */
export const others = ({ factors, chosen }: Pick<PromptState, "factors" | "chosen">): PromptState["factors"] =>
  factors.filter(({ id, type }, nth) =>
    isCeremony(type)
      ? type !== chosen.type && factors.findIndex((other) => other.type === type) === nth
      : id !== chosen.id,
  );

const lostPage = (state: PromptState, { translator, send }: ChallengeContext): TemplateResult =>
  html`<div class="stack">
    ${heading(
      translator.say(challengeTexts, "lostTitle"),
      translator.say(challengeTexts, state.recoveryHelp === null ? "lostNone" : "lostLead"),
      "help",
    )}
    ${state.recoveryHelp === null ? nothing : recoveryHelp(translator, state.recoveryHelp)}
    ${
      state.recoveryOffered || state.recovery !== null
        ? html`<ul class="choices">
            ${choice({
              icon: "message",
              title: translator.say(recoveryTexts, "title"),
              text: translator.say(recoveryTexts, "text"),
              onClick: () => send({ type: "page", page: "recovery" }),
            })}
          </ul>`
        : nothing
    }
    ${back(translator.say(generalTexts, "back"), () => send({ type: "page", page: "methods" }))}
  </div>`;

const back = (text: string, onClick: () => void): TemplateResult =>
  html`<div class="row">${backButton(text, onClick)}</div>`;

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
