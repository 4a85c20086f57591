import { html, nothing, type TemplateResult } from "lit";
import { isLocked } from "../code/code-entry.ts";
import type { Translator } from "../language/translator.ts";
import { backButton, button, onSubmit } from "../parts/buttons.ts";
import { codeField } from "../parts/fields.ts";
import { heading, notice } from "../parts/blocks.ts";
import { challengeTexts, generalTexts, recoveryTexts } from "../texts/areas.ts";
import { codeErrorText, lockNotice, problemText, troubleNotice } from "../trouble/trouble.ts";
import type { MailedState, RecoveryMessage, RecoveryState, WaitingState } from "./update.ts";

export interface RecoveryContext {
  readonly translator: Translator;
  readonly now: number;
  readonly send: (message: RecoveryMessage) => void;
  readonly leave: () => void;
}

/** Everything but the set-up, which is an element of its own. */
export function recoveryView(
  state: Exclude<RecoveryState, { view: "set-up" }>,
  context: RecoveryContext,
): TemplateResult {
  const { translator, leave } = context;
  const back = html`<div class="row">${backButton(translator.say(generalTexts, "back"), leave)}</div>`;
  switch (state.view) {
    case "start":
      return html`<div class="stack">
        ${heading(translator.say(recoveryTexts, "title"), translator.say(recoveryTexts, "lead"), "message")}
        ${troubleNotice(state.trouble, context)}
        ${pressed(state, context, "ask", translator.say(recoveryTexts, "send"))} ${back}
      </div>`;
    case "not-offered":
      return html`<div class="stack">
        ${heading(translator.say(recoveryTexts, "title"), problemText(translator, "recovery_not_offered"), "help")}
        ${back}
      </div>`;
    case "waiting":
      return html`<div class="stack">
        ${heading(translator.say(recoveryTexts, "waitingTitle"), waitingText(state, context), "clock")}
        ${notice("info", translator.say(recoveryTexts, "ending"))} ${troubleNotice(state.trouble, context)}
        ${pressed(state, context, "look", translator.say(recoveryTexts, "look"))} ${back}
      </div>`;
    case "asked":
    case "ready":
      return mailedView(state, context, back);
  }
}

const isOver = (readyAt: string | null, now: number): boolean => readyAt !== null && Date.parse(readyAt) <= now;

/** Until when it lasts, and what else has to happen. */
export function waitingText(
  { readyAt, needsApproval }: Pick<WaitingState, "readyAt" | "needsApproval">,
  { translator, now }: Pick<RecoveryContext, "translator" | "now">,
): string {
  const approval = needsApproval ? [translator.say(recoveryTexts, "approval")] : [];
  if (readyAt === null || (isOver(readyAt, now) && needsApproval)) return approval.join(" ");
  const time = translator.moment(Date.parse(readyAt));
  return [translator.say(recoveryTexts, "waitingUntil", { time }), ...approval].join(" ");
}

function mailedView(state: MailedState, context: RecoveryContext, back: TemplateResult): TemplateResult {
  const { translator, now, send } = context;
  const { entry, request, sentTo, trouble } = state;
  const locked = isLocked(entry, now);
  const isFirst = state.view === "asked";
  const lead = isFirst
    ? sentTo === null
      ? translator.say(recoveryTexts, "sent")
      : translator.say(recoveryTexts, "sentTo", { address: sentTo })
    : translator.say(recoveryTexts, "readyLead");
  const submit = onSubmit(() => send({ type: "submitted", now: Date.now() }));
  return html`<div class="stack">
    ${heading(translator.say(recoveryTexts, isFirst ? "askedTitle" : "readyTitle"), lead, "message")}
    ${troubleNotice(trouble, context)} ${lockNotice(translator, entry.lock, now)}
    ${state.sentAgain ? notice("success", translator.say(recoveryTexts, "sentAgain")) : nothing}
    <form class="stack" novalidate @submit=${submit}>
      ${codeField({
        label: translator.say(recoveryTexts, "codeLabel"),
        text: entry.text,
        error: codeText(translator, entry.error),
        numeric: false,
        disabled: locked,
        hint: translator.say(challengeTexts, "backupHint"),
        onType: (text) => send({ type: "typed", text }),
      })}
      ${button({
        text: translator.say(generalTexts, "continue"),
        look: "primary",
        type: "submit",
        part: "button submit",
        wide: true,
        busy: request !== null && request.call !== "ask",
        disabled: locked || (trouble?.until ?? 0) > now,
      })}
    </form>
    <div class="row apart">
      ${back}
      ${button({
        text: translator.say(generalTexts, "resend"),
        look: "quiet",
        part: "button resend",
        busy: request?.call === "ask",
        disabled: request !== null || (trouble?.until ?? 0) > now,
        onClick: () => send({ type: "ask", now: Date.now() }),
      })}
    </div>
  </div>`;
}

/** The field takes no six digits, so its own sentence names the shape. */
export const codeText = (translator: Translator, error: MailedState["entry"]["error"]): string | null =>
  error?.code === "shape" || error?.code === "invalid_request"
    ? translator.say(recoveryTexts, "codeShape")
    : codeErrorText(translator, error);

const pressed = (
  { request, trouble }: RecoveryState,
  { now, send }: RecoveryContext,
  type: "ask" | "look",
  text: string,
): TemplateResult =>
  button({
    text,
    look: type === "ask" ? "primary" : "secondary",
    part: type === "ask" ? "button submit" : "button look",
    wide: true,
    busy: request !== null,
    disabled: (trouble?.until ?? 0) > now,
    onClick: () => send({ type, now: Date.now() }),
  });
