import { html, nothing, type TemplateResult } from "lit";
import type { OfferedFactor } from "../api.ts";
import { button } from "../parts/button.ts";
import { choice } from "../parts/choice.ts";
import { factorName } from "../factors/factor-name.ts";
import { heading } from "../parts/heading.ts";
import { phoneNumber } from "../factors/sms/phone-number.ts";
import { recoveryHelp } from "../parts/recovery-help.ts";
import { challengeTexts, generalTexts } from "../texts/areas.ts";
import type { PromptState } from "./state.ts";
import type { ViewContext } from "./view-context.ts";

/** The list of what may stand in for the code that is not at hand. */
export function methodsPage(state: PromptState, { translator, send }: ViewContext): TemplateResult {
  const left = state.backupCodesRemaining;
  const pick = (choiceMade: OfferedFactor | "backup_code"): void =>
    send({ type: "chosen", choice: choiceMade, now: Date.now() });
  return html`<div class="stack">
    ${heading(translator.say(challengeTexts, "methodsTitle"), translator.say(challengeTexts, "methodsLead"))}
    <ul class="choices">
      ${state.factors.map((factor) =>
        choice({
          icon: factor.type === "totp" ? "app" : "message",
          title: factorName(translator, factor),
          text:
            factor.type === "totp"
              ? translator.say(challengeTexts, "byApp")
              : html`${translator.say(challengeTexts, "bySms")} ${phoneNumber(factor.phoneNumber ?? "")}`,
          onClick: () => pick(factor),
        }),
      )}
      ${choice({
        icon: "key",
        title: translator.say(generalTexts, "backupCode"),
        text:
          left === 0
            ? translator.say(challengeTexts, "noBackupLeft")
            : translator.count(challengeTexts, "backupLeft", left),
        disabled: left === 0,
        onClick: () => pick("backup_code"),
      })}
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

export const lostPage = (state: PromptState, { translator, send }: ViewContext): TemplateResult =>
  html`<div class="stack">
    ${heading(
      translator.say(challengeTexts, "lostTitle"),
      translator.say(challengeTexts, state.recoveryHelp === null ? "lostNone" : "lostLead"),
      "help",
    )}
    ${state.recoveryHelp === null ? nothing : recoveryHelp(translator, state.recoveryHelp)}
    ${back(translator.say(generalTexts, "back"), () => send({ type: "page", page: "methods" }))}
  </div>`;

const back = (text: string, onClick: () => void): TemplateResult =>
  html`<div class="row">${button({ text, look: "plain", icon: "backward", part: "button back", onClick })}</div>`;
