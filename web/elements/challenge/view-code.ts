import { html, nothing, type TemplateResult } from "lit";
import { isLocked, isPuzzling } from "../code/code-entry.ts";
import { backupCodes, factorName, isCeremony, kindOf, methodKindOf } from "../factors/kinds.ts";
import type { MethodKind } from "../method/kind.ts";
import { button, onSubmit, resendButton } from "../parts/buttons.ts";
import { codeField, tick } from "../parts/fields.ts";
import { heading, notice } from "../parts/blocks.ts";
import { waitingText } from "../recovery/view.ts";
import { challengeTexts, generalTexts, recoveryTexts } from "../texts/areas.ts";
import { codeErrorText, lockNotice, troubleNotice, tryAgain, waitText } from "../trouble/trouble.ts";
import { deliveryNotice, isCall } from "../method/delivery.ts";
import { type ChallengeContext, endText, type PromptState, sendWaitOf, sentTo } from "./state.ts";

/** One field for every code. */
export function codePage(state: PromptState, context: ChallengeContext): TemplateResult {
  const { translator, send, now, cancel } = context;
  const { chosen, sent, trouble, entry } = state;
  const kind = methodKindOf(chosen.type);
  const sending = state.request?.call === "sendSms" ? state.request : null;
  const isSending = sending !== null;
  const isUnsent = sentTo(chosen) !== null && (sent === null || sent.end !== null);
  const end = isUnsent ? (sent?.end ?? null) : null;
  const phoneNumber = chosen.id === null ? undefined : chosen.phoneNumber;
  const isOneOfSeveral =
    chosen.id !== null &&
    !isCeremony(chosen.type) &&
    state.factors.filter(({ type }) => type === chosen.type).length > 1;
  const name = isOneOfSeveral ? factorName(translator, chosen) : null;
  const lead = kind?.lead({ translator, now, phoneNumber, name, sent, isSending, isCall: isCalling(sending, sent) });
  const hasWait = isUnsent && entry.lock !== "disabled";
  return html`<div class="stack">
    ${heading(translator.say(challengeTexts, "title"), lead ?? nothing, kind?.icon ?? "help")}
    ${state.late ? notice("info", translator.say(challengeTexts, "late")) : nothing} ${recoveryNotice(state, context)}
    ${troubleNotice(
      trouble,
      context,
      tryAgain(trouble, context, () => send({ type: "retry", now: Date.now() })),
    )}
    ${isUnsent || sent === null || sent.delivery === null ? nothing : deliveryNotice(translator, sent)}
    ${end === null ? nothing : notice("warning", endText(translator, end), "clock")}
    ${hasWait ? nothing : lockNotice(translator, entry.lock, now)}
    ${state.ceremonyEnded ? notice("info", translator.say(challengeTexts, "passkeyAgain")) : nothing}
    ${kind?.isCeremony === true ? ceremonyButton(state, context) : isUnsent ? sendButton(state, context, isSending) : codeForm(state, kind, context)}
    ${kind?.isCeremony === true ? rememberTick(state, context) : nothing}
    <div class="row apart">
      ${button({
        text: translator.say(challengeTexts, "otherWay"),
        look: "plain",
        part: "button other-way",
        onClick: () => send({ type: "page", page: "methods" }),
      })}
      ${
        sentTo(chosen) === null || isUnsent || isLocked(entry, now)
          ? button({
              text: translator.say(generalTexts, "cancel"),
              look: "quiet",
              part: "button cancel",
              onClick: cancel,
            })
          : resendButton(translator, {
              resendAt: sent?.resendAt ?? 0,
              now,
              busy: isSending,
              onClick: () => send({ type: "resend", now: Date.now() }),
            })
      }
    </div>
    ${sentTo(chosen) === null ? nothing : callButton(state, context)}
  </div>`;
}

const isCalling = (sending: { readonly channel?: "voice" } | null, sent: PromptState["sent"]): boolean =>
  sending === null ? sent !== null && isCall(sent.challenge) : sending.channel === "voice";

/** Where SMS do not come: the code by a call, once another one may go out. */
const callButton = (state: PromptState, { translator, now, send }: ChallengeContext): unknown =>
  !state.calls || sendWaitOf(state) > now || isLocked(state.entry, now)
    ? nothing
    : html`<div class="row">
        ${button({
          text: translator.say(
            challengeTexts,
            state.sent !== null && isCall(state.sent.challenge) ? "callAgain" : "callMe",
          ),
          look: "plain",
          part: "button call",
          disabled: state.request !== null,
          onClick: () => send({ type: "resend", channel: "voice", now: Date.now() }),
        })}
      </div>`;

/** Somebody has begun to get around the code: the user, or whoever has the password. */
function recoveryNotice({ recovery }: PromptState, { translator, now, send }: ChallengeContext): unknown {
  if (recovery === null) return nothing;
  const { readyAt = null, needsApproval = false } = recovery;
  return notice(
    "warning",
    html`<p>${translator.say(recoveryTexts, "underWay")}</p>
      ${recovery.state === "waiting" ? html`<p>${waitingText({ readyAt, needsApproval }, { translator, now })}</p>` : nothing}
      <p>${translator.say(recoveryTexts, "notYou")}</p>
      <div class="row">
        ${button({
          text: translator.say(recoveryTexts, "goOn"),
          part: "button recovery",
          onClick: () => send({ type: "page", page: "recovery" }),
        })}
      </div>`,
    "clock",
  );
}

/** The browser's dialog takes the place of the field. */
const ceremonyButton = (
  { request, trouble }: PromptState,
  { translator, now, send }: ChallengeContext,
): TemplateResult =>
  button({
    text: translator.say(challengeTexts, "usePasskey"),
    look: "primary",
    part: "button submit",
    wide: true,
    busy: request !== null,
    disabled: (trouble?.until ?? 0) > now,
    onClick: () => send({ type: "ceremony-wanted" }),
  });

function codeForm(state: PromptState, kind: MethodKind | null, { translator, now, send }: ChallengeContext) {
  const { entry, chosen, request, backupCodesRemaining: left } = state;
  const locked = isLocked(entry, now);
  const hasLetters = kind?.keyboard === "letters";
  const submit = onSubmit(() => send({ type: "submitted", now: Date.now() }));
  const hint = translator.say(challengeTexts, "backupHint");
  return html`<form class="stack" novalidate @submit=${submit}>
    ${codeField({
      label: translator.say(generalTexts, kind?.codeLabel ?? "codeLabel"),
      text: entry.text,
      error: codeErrorText(translator, entry.error, hasLetters ? "backupShape" : "anyCodeShape"),
      numeric: !hasLetters,
      disabled: locked,
      ...(hasLetters
        ? { hint }
        : kind?.puzzled && isPuzzling(entry)
          ? { hint: translator.say(generalTexts, kind.puzzled) }
          : {}),
      onType: (text) => send({ type: "typed", text, now: Date.now() }),
    })}
    ${hasLetters ? nothing : rememberTick(state, { translator, send })}
    ${button({
      text: translator.say(challengeTexts, "submit"),
      look: "primary",
      type: "submit",
      part: "button submit",
      wide: true,
      busy: request?.call === "verify",
      disabled: locked,
    })}
    ${hasLetters || left === 0 ? nothing : lettersButton(state, chosen.type, translator.say(challengeTexts, "letters"), send)}
  </form>`;
}

/** Shown where the organization and the host's page allow it; a backup code is for who has lost something, and makes no device. */
const rememberTick = (
  { deviceDays, remembers }: PromptState,
  { translator, send }: Pick<ChallengeContext, "translator" | "send">,
): unknown =>
  deviceDays === 0
    ? nothing
    : tick({
        id: "remember-device",
        text: translator.count(challengeTexts, "remember", deviceDays),
        checked: remembers,
        onChange: (on) => send({ type: "remembers", on }),
      });

/** Phones show only digits for a code of six digits; this button brings their letters, with what is typed kept. */
const lettersButton = (state: PromptState, type: string, text: string, send: ChallengeContext["send"]) =>
  kindOf(type) === null || state.request !== null
    ? nothing
    : html`<div class="row">
        ${button({
          text,
          look: "quiet",
          part: "button letters",
          onClick: () => send({ type: "chosen", choice: backupCodes, now: Date.now() }),
        })}
      </div>`;

/** One wait, for the tries and for the next SMS, whichever is longer. */
function sendButton(
  state: PromptState,
  { translator, now, send }: ChallengeContext,
  isSending: boolean,
): TemplateResult {
  const until = sendWaitOf(state);
  const waits = until > now;
  const isShown = waits && (state.trouble?.until ?? 0) < until;
  return html`${isShown ? html`<div class="muted small">${waitText(translator, until, now)}</div>` : nothing}
  ${button({
    text: translator.say(challengeTexts, "sendNew"),
    look: "primary",
    part: "button submit",
    wide: true,
    busy: isSending,
    disabled: waits || isLocked(state.entry, now),
    onClick: () => send({ type: "resend", now: Date.now() }),
  })}`;
}
