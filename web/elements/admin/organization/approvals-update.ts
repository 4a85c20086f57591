import type { Data, Problem } from "../../api.ts";
import { type Trouble, troubleOf } from "../../trouble/trouble.ts";
import type { AdminContext } from "../context.ts";
import type { PolicyFields } from "../policy/draft.ts";

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
