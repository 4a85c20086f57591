import { html, nothing, type TemplateResult } from "lit";
import type { Translator } from "../../language/translator.ts";
import { button } from "../../parts/buttons.ts";
import { heading, notice } from "../../parts/blocks.ts";
import { methodName } from "../../factors/kinds.ts";
import { adminTexts, generalTexts, organizationTexts } from "../../texts/areas.ts";
import { type Trouble, troubleNotice, troubleOf, tryAgain } from "../../trouble/trouble.ts";
import { type AdminContext, onceShown } from "../page-parts.ts";
import { isField, type PolicyFields } from "../policy/draft.ts";
import { meaning } from "../policy/meaning.ts";
import type { Data, Problem } from "../../api.ts";

export type Approval = Data<"adminListApprovals">["approvals"][number];

export type ApprovalsRequest =
  | { readonly call: "list" }
  | { readonly call: "approve"; readonly approval: Approval }
  | { readonly call: "drop"; readonly approval: Approval };

/** `code`: the help desk's code that the approved act made. */
export type ApprovalDone =
  | { readonly kind: "approved"; readonly approval: Approval; readonly code: Data<"adminIssueBypassCode"> | null }
  | { readonly kind: "dropped" };

export interface ApprovalsState {
  readonly request: ApprovalsRequest | null;
  /** Null: not known yet. */
  readonly approvals: readonly Approval[] | null;
  readonly done: ApprovalDone | null;
  readonly copied: boolean | null;
  readonly trouble: Trouble<ApprovalsRequest> | null;
}

export type ApprovalsMessage =
  | { readonly type: "opened" }
  | { readonly type: "closed" }
  | { readonly type: "approve" | "drop"; readonly approval: Approval }
  | { readonly type: "listed"; readonly approvals: readonly Approval[] }
  | { readonly type: "done"; readonly done: ApprovalDone }
  | { readonly type: "copied"; readonly succeeded: boolean }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number }
  | { readonly type: "retry" };

export const noApprovals: ApprovalsState = { request: null, approvals: null, done: null, copied: null, trouble: null };

/** The acts that wait for a second admin. An approval repeats the very action and parameters that were listed. */
export function updateApprovals(state: ApprovalsState, message: ApprovalsMessage): ApprovalsState {
  switch (message.type) {
    case "closed":
      return noApprovals;
    case "listed":
      return { ...state, request: null, trouble: null, approvals: message.approvals };
    case "done":
      return { ...state, trouble: null, done: message.done, copied: null, request: { call: "list" } };
    case "copied":
      return { ...state, copied: message.succeeded };
    case "refused":
      return refused(state, message.problem, message.now);
    default:
      return state.request === null ? begin(state, message) : state;
  }
}

function begin(
  state: ApprovalsState,
  message: Extract<ApprovalsMessage, { type: "opened" | "approve" | "drop" | "retry" }>,
): ApprovalsState {
  const idle = { ...state, done: null, copied: null, trouble: null };
  switch (message.type) {
    case "opened":
      return { ...idle, request: { call: "list" } };
    case "approve":
    case "drop":
      return { ...idle, request: { call: message.type, approval: message.approval } };
    case "retry":
      return state.trouble?.retry ? { ...state, trouble: null, request: { ...state.trouble.retry } } : state;
  }
}

/** One that is no longer open goes from the list. */
function refused(state: ApprovalsState, problem: Problem, now: number): ApprovalsState {
  const { request } = state;
  if (request === null) return state;
  const isGone = problem.code === "approval_not_found" && request.call !== "list";
  return {
    ...state,
    request: null,
    trouble: troubleOf<ApprovalsRequest>(problem, now, isGone ? null : request),
    approvals: isGone ? (state.approvals?.filter(({ id }) => id !== request.approval.id) ?? null) : state.approvals,
  };
}

export interface ApprovalsContext extends AdminContext<ApprovalsMessage> {
  /** In force now: the fields that a waiting policy leaves as they are. */
  readonly policy: PolicyFields | null;
}

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
