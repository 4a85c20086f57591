import { html, nothing, type TemplateResult } from "lit";
import type { Translator } from "../../language/translator.ts";
import { button } from "../../parts/button.ts";
import { heading } from "../../parts/heading.ts";
import { notice } from "../../parts/notice.ts";
import { methodName } from "../../factors/kinds.ts";
import { adminTexts, generalTexts, organizationTexts } from "../../texts/areas.ts";
import { troubleNotice, tryAgain } from "../../trouble/trouble-notice.ts";
import { onceShown } from "../once-shown.ts";
import { isField, type PolicyFields } from "../policy/draft.ts";
import { meaning } from "../policy/meaning.ts";
import type { Approval, ApprovalDone, ApprovalsContext, ApprovalsState } from "./approvals-update.ts";

export function approvalsView(state: ApprovalsState, context: ApprovalsContext): TemplateResult {
  const { translator, send } = context;
  const { approvals, request, trouble, done } = state;
  return html`<div class="stack">
    ${heading(translator.say(organizationTexts, "approvals"), translator.say(organizationTexts, "approvalsLead"))}
    ${
      done === null
        ? nothing
        : notice(
            "success",
            html`<p>${doneText(translator, done)}</p>
              ${codeOf(state, context)}`,
          )
    }
    ${troubleNotice(
      trouble,
      context,
      tryAgain(trouble, context, () => send({ type: "retry" })),
    )}
    ${
      approvals === null
        ? html`<p class="muted">${trouble === null ? translator.say(generalTexts, "loading") : nothing}</p>`
        : approvals.length === 0
          ? html`<p class="muted">${translator.say(organizationTexts, "approvalsNone")}</p>`
          : html`<ul class="changes" part="approvals">
              ${approvals.map((approval) => row(approval, state, context))}
            </ul>`
    }
    <div class="row">
      ${button({
        text: translator.say(organizationTexts, "refresh"),
        look: "plain",
        part: "button refresh",
        busy: request?.call === "list",
        onClick: () => send({ type: "opened" }),
      })}
    </div>
  </div>`;
}

export const doneText = (translator: Translator, done: ApprovalDone): string =>
  done.kind === "dropped"
    ? translator.say(organizationTexts, "dropped")
    : done.code === null
      ? translator.say(organizationTexts, "approved")
      : translator.say(organizationTexts, "codeShown", { time: translator.moment(Date.parse(done.code.expiresAt)) });

function codeOf({ done, copied }: ApprovalsState, { translator, send }: ApprovalsContext): unknown {
  if (done?.kind !== "approved" || done.code === null) return nothing;
  return onceShown({
    translator,
    text: done.code.code,
    copied: copied === true,
    onCopy: (succeeded) => send({ type: "copied", succeeded }),
  });
}

function row(approval: Approval, { request }: ApprovalsState, context: ApprovalsContext): TemplateResult {
  const { translator, send } = context;
  const { askedBy: name, reason, expiresAt } = approval;
  const isBusy = request !== null && request.call !== "list";
  const isThis = isBusy && request.approval.id === approval.id;
  return html`<li tabindex="-1">
    <p><strong>${actionText(translator, approval)}</strong></p>
    ${details(translator, approval, context.policy).map((line) => html`<p>${line}</p>`)}
    ${reason === null ? nothing : html`<p>${translator.say(adminTexts, "reasonGiven", { reason })}</p>`}
    <p class="muted small">
      ${translator.say(organizationTexts, "askedBy", { name, time: translator.moment(Date.parse(expiresAt)) })}
    </p>
    <div class="row buttons">
      ${button({
        text: translator.say(organizationTexts, "approve"),
        look: "primary",
        part: "button approve",
        busy: isThis && request.call === "approve",
        disabled: isBusy,
        onClick: () => send({ type: "approve", approval }),
      })}
      ${button({
        text: translator.say(organizationTexts, "drop"),
        part: "button drop",
        busy: isThis && request.call === "drop",
        disabled: isBusy,
        onClick: () => send({ type: "drop", approval }),
      })}
    </div>
  </li>`;
}

const actions = {
  reset: "reset",
  bypass_code: `bypass_code`,
  reopen: "reopen",
  phone: "phone",
  phones: "phones",
  requirement: "requirementAct",
  policy: "policyAct",
} as const;
const isAction = (action: string): action is keyof typeof actions => Object.hasOwn(actions, action);

/** `Reset second step · ann@example.com`; an action that is newer than this page is shown as it is. */
function actionText(translator: Translator, { action, parameters }: Approval): string {
  const text = isAction(action) ? translator.say(organizationTexts, actions[action]) : action;
  const { userId, issuer } = parameters;
  return [text, userId, issuer].filter((part) => typeof part === "string").join(" · ");
}

/** Everything that is approved besides the user and the reason. */
export function details(
  translator: Translator,
  { action, parameters }: Approval,
  policy: PolicyFields | null,
): string[] {
  const { userId: _userId, issuer: _issuer, reason: _reason, version: _version, ...rest } = parameters;
  return Object.entries(rest).flatMap(([key, value]) => {
    if (action === "policy") return policyLine(translator, { key, value, policy });
    if (key === "phoneNumber" && value === null) return [translator.say(organizationTexts, "phoneGoes")];
    if (key === "method" && typeof value === "string") return [methodName(translator, value) ?? value];
    if (key === "required") return [translator.say(organizationTexts, value === true ? "must" : "mustNot")];
    if (key === "hours") return [`${translator.say(organizationTexts, "hours")}: ${String(value)}`];
    if (key === "phones" && Array.isArray(value))
      return [translator.count(organizationTexts, "phonesCount", value.length), ...value.map(phoneLine)];
    return [typeof value === "string" ? value : `${key}: ${JSON.stringify(value)}`];
  });
}

/** Each number, since an approver answers for each. */
const phoneLine = (phone: unknown): string =>
  typeof phone === "object" && phone !== null ? Object.values(phone).map(String).join(" · ") : String(phone);

interface PolicyLine {
  readonly key: string;
  readonly value: unknown;
  readonly policy: PolicyFields | null;
}

/** Fields that the service answers may come along, and change nothing. */
const ignored = ["required", "floor", "warnings", "devicesFrom", "bindsFrom", "changedAt", "changedBy"];

function policyLine(translator: Translator, { key, value, policy }: PolicyLine): string[] {
  if (policy !== null && isField(key)) return [meaning(translator, { ...policy, [key]: value }, key)];
  return ignored.includes(key) && key !== "required" ? [] : [`${key}: ${JSON.stringify(value)}`];
}
