import { html, nothing, type TemplateResult } from "lit";
import { isLocked } from "../code/code-entry.ts";
import type { Translator } from "../language/translator.ts";
import { button } from "../parts/button.ts";
import { codeField } from "../parts/code-field.ts";
import { heading } from "../parts/heading.ts";
import type { IconName } from "../parts/icon.ts";
import { lockNotice } from "../parts/lock-notice.ts";
import { notice } from "../parts/notice.ts";
import { phoneNumber } from "../factors/sms/phone-number.ts";
import { codeErrorText, problemText } from "../trouble/problem-text.ts";
import { resendButton } from "../parts/resend-button.ts";
import { waitText } from "../trouble/wait-text.ts";
import { challengeTexts, generalTexts } from "../texts/areas.ts";
import { methodOf, type PromptState } from "./state.ts";
import { troubleNotice } from "../trouble/trouble-notice.ts";
import type { ViewContext } from "./view-context.ts";

const icons: Readonly<Record<ReturnType<typeof methodOf>, IconName>> = {
  totp: "app",
  sms: "message",
  backup_code: "key",
};

/** One field for every code. */
export function codePage(state: PromptState, context: ViewContext): TemplateResult {
  const { translator, send, now, cancel } = context;
  const method = methodOf(state.chosen);
  const isSending = state.request?.call === "sendSms";
  const isUnsent = method === "sms" && (state.sent === null || state.sent.expired);
  return html`<div class="stack">
    ${heading(translator.say(challengeTexts, "title"), lead(state, context, isSending), icons[method])}
    ${state.late ? notice("info", translator.say(challengeTexts, "late")) : nothing}
    ${state.trouble === null ? nothing : troubleNotice(context, state.trouble)}
    ${
      state.sent?.expired === true && method === "sms"
        ? notice("warning", problemText(translator, "challenge_expired"), "clock")
        : nothing
    }
    ${lockNotice(translator, state.entry.lock, now)}
    ${isUnsent ? sendButton(state, context, isSending) : codeForm(state, context)}
    <div class="row apart">
      ${button({
        text: translator.say(challengeTexts, "otherWay"),
        look: "plain",
        part: "button other-way",
        onClick: () => send({ type: "page", page: "methods" }),
      })}
      ${
        method === "sms" && !isUnsent
          ? resendButton(translator, {
              resendAt: state.sent?.resendAt ?? 0,
              now,
              busy: isSending,
              onClick: () => send({ type: "resend", now: Date.now() }),
            })
          : button({
              text: translator.say(generalTexts, "cancel"),
              look: "quiet",
              part: "button cancel",
              onClick: cancel,
            })
      }
    </div>
  </div>`;
}

function lead({ chosen, sent }: PromptState, { translator, now }: ViewContext, isSending: boolean) {
  if (chosen === "backup_code") return translator.say(challengeTexts, "leadBackup");
  if (chosen.type === "totp") return translator.say(challengeTexts, "leadTotp");
  const number = phoneNumber(sent?.challenge.sentTo ?? chosen.phoneNumber ?? "");
  if (isSending) return html`${translator.say(challengeTexts, "leadSending")} ${number}.`;
  if (sent === null || sent.expired) return html`${translator.say(challengeTexts, "leadUnsent")} ${number}.`;
  const time = translator.clock(Date.parse(sent.challenge.expiresAt), now);
  return html`${translator.say(challengeTexts, "leadSent")} ${number}.
  ${translator.say(challengeTexts, "validUntil", { time })}`;
}

function codeForm(state: PromptState, { translator, now, send }: ViewContext): TemplateResult {
  const { entry, chosen, request } = state;
  const isBackup = chosen === "backup_code";
  const locked = isLocked(entry, now);
  const submit = (event: Event): void => {
    event.preventDefault();
    send({ type: "submitted", now: Date.now() });
  };
  return html`<form class="stack" novalidate @submit=${submit}>
    ${codeField({
      label: translator.say(generalTexts, isBackup ? "backupCode" : "codeLabel"),
      text: entry.text,
      error: codeErrorText(translator, entry.error, "anyCodeShape"),
      numeric: !isBackup,
      disabled: locked,
      ...(isBackup ? { hint: backupHint(state, translator) } : {}),
      onType: (text) => send({ type: "typed", text, now: Date.now() }),
    })}
    ${button({
      text: translator.say(challengeTexts, "submit"),
      look: "primary",
      type: "submit",
      part: "button submit",
      wide: true,
      busy: request?.call === "verify",
      disabled: locked,
    })}
  </form>`;
}

const backupHint = ({ backupCodesRemaining }: PromptState, translator: Translator): string =>
  `${translator.say(challengeTexts, "backupHint")} ${translator.count(challengeTexts, "backupLeft", backupCodesRemaining)}.`;

const sendButton = (state: PromptState, { translator, now, send }: ViewContext, isSending: boolean): TemplateResult => {
  const until = Math.max(state.sent?.resendAt ?? 0, state.trouble?.until ?? 0);
  const waits = until > now;
  return html`${waits && state.trouble === null ? html`<div class="muted small">${waitText(translator, until, now)}</div>` : nothing}
  ${button({
    text: translator.say(challengeTexts, "sendNew"),
    look: "primary",
    part: "button submit",
    wide: true,
    busy: isSending,
    disabled: waits || isLocked(state.entry, now),
    onClick: () => send({ type: "resend", now: Date.now() }),
  })}`;
};
