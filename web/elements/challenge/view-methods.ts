import { html, nothing, type TemplateResult } from "lit";
import { factorIcon, factorName, isCeremony, kindOf } from "../factors/kinds.ts";
import { backButton } from "../parts/button.ts";
import { choice } from "../parts/choice.ts";
import { heading } from "../parts/heading.ts";
import { phoneNumber } from "../parts/phone-number.ts";
import { recoveryHelp } from "../parts/recovery-help.ts";
import { challengeTexts, generalTexts, recoveryTexts } from "../texts/areas.ts";
import { backupCodes } from "../factors/backup-code/kind.ts";
import { waitText } from "../trouble/trouble-notice.ts";
import { canChoose, type ChallengeContext, type Choice, type PromptState, sendWaitOf, sentTo } from "./state.ts";

/** The methods that can take the place of the code that is not at hand. */
export function methodsPage(state: PromptState, { translator, now, send }: ChallengeContext): TemplateResult {
  const left = state.backupCodesRemaining;
  const choose = (chosen: Choice, channel?: "voice") => () =>
    send({ type: "chosen", choice: chosen, now: Date.now(), ...(channel && { channel }) });
  const wait = waitText(translator, sendWaitOf(state), now);
  return html`<div class="stack">
    ${heading(translator.say(challengeTexts, "methodsTitle"), translator.say(challengeTexts, "methodsLead"))}
    <ul class="choices">
      ${oneOfEach(state.factors).map((factor) => {
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
      ${choice({
        icon: "key",
        title: translator.say(generalTexts, "backupCode"),
        // A password alone is not told how many there are.
        text: translator.say(challengeTexts, left === 0 ? "noBackupLeft" : "byBackup"),
        disabled: left === 0,
        onClick: choose(backupCodes),
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

/** The browser knows all passkeys at once: one row stands for them. */
const oneOfEach = (factors: PromptState["factors"]): PromptState["factors"] =>
  factors.filter(({ type }, nth) => !isCeremony(type) || factors.findIndex((other) => other.type === type) === nth);

export const lostPage = (state: PromptState, { translator, send }: ChallengeContext): TemplateResult =>
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
