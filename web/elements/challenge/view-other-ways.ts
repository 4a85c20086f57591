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
export function methodsPage(state: PromptState, { speech, send }: ViewContext): TemplateResult {
  const left = state.backupCodesRemaining;
  const pick = (choiceMade: OfferedFactor | "backup_code"): void =>
    send({ type: "chosen", choice: choiceMade, now: Date.now() });
  return html`<div class="stack">
    ${heading(speech.say(challengeTexts, "methodsTitle"), speech.say(challengeTexts, "methodsLead"))}
    <ul class="choices">
      ${state.factors.map((factor) =>
        choice({
          icon: factor.type === "totp" ? "app" : "message",
          title: factorName(speech, factor),
          text:
            factor.type === "totp"
              ? speech.say(challengeTexts, "byApp")
              : html`${speech.say(challengeTexts, "bySms")} ${phoneNumber(factor.phoneNumber ?? "")}`,
          onClick: () => pick(factor),
        }),
      )}
      ${choice({
        icon: "key",
        title: speech.say(generalTexts, "backupCode"),
        text:
          left === 0 ? speech.say(challengeTexts, "noBackupLeft") : speech.count(challengeTexts, "backupLeft", left),
        disabled: left === 0,
        onClick: () => pick("backup_code"),
      })}
      ${choice({
        icon: "help",
        title: speech.say(challengeTexts, "lost"),
        text: speech.say(challengeTexts, "lostText"),
        onClick: () => send({ type: "page", page: "lost" }),
      })}
    </ul>
    ${back(speech.say(generalTexts, "back"), () => send({ type: "page", page: "code" }))}
  </div>`;
}

export const lostPage = (state: PromptState, { speech, send }: ViewContext): TemplateResult =>
  html`<div class="stack">
    ${heading(
      speech.say(challengeTexts, "lostTitle"),
      speech.say(challengeTexts, state.recoveryHelp === null ? "lostNone" : "lostLead"),
      "help",
    )}
    ${state.recoveryHelp === null ? nothing : recoveryHelp(speech, state.recoveryHelp)}
    ${back(speech.say(generalTexts, "back"), () => send({ type: "page", page: "methods" }))}
  </div>`;

const back = (text: string, onClick: () => void): TemplateResult =>
  html`<div class="row">${button({ text, look: "plain", icon: "backward", part: "button back", onClick })}</div>`;
