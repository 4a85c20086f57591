import type { EnrollmentOffer, Problem, RecoveryUnderWay, TroubleCode } from "../api.ts";
import {
  type CodeEntry,
  emptyEntry,
  isAboutTheCode,
  isLocked,
  refused as refusedEntry,
  submission,
  typed,
} from "../code/code-entry.ts";
import { mayPass, type Trouble, troubleOf } from "../trouble/trouble.ts";

export type RecoveryRequest =
  | { readonly call: "look" }
  /** Has a code mailed, the first or the second one, or the same once more. */
  | { readonly call: "ask" }
  | { readonly call: "confirm"; readonly code: string }
  /** Asks what can be set up with the second code. */
  | { readonly call: "listOffer"; readonly code: string };

interface Base {
  readonly request: RecoveryRequest | null;
  readonly trouble: Trouble<RecoveryRequest> | null;
}

/** A code was mailed: the first (`asked`), which begins the wait, or the second (`ready`), which ends it. */
export interface MailedState extends Base {
  readonly view: "asked" | "ready";
  /** Masked; null: only the answer that sent the code names it. */
  readonly sentTo: string | null;
  readonly entry: CodeEntry;
  readonly sentAgain: boolean;
}

export interface WaitingState extends Base {
  readonly view: "waiting";
  readonly readyAt: string | null;
  readonly needsApproval: boolean;
}

export type RecoveryState =
  | (Base & { readonly view: "start" })
  | (Base & { readonly view: "not-offered" })
  | MailedState
  | WaitingState
  /** Each call of the set-up that begins a method brings the second code. */
  | (Base & { readonly view: "set-up"; readonly offer: EnrollmentOffer; readonly code: string });

export type RecoveryMessage =
  | { readonly type: "opened"; readonly recovery: RecoveryUnderWay | null }
  | { readonly type: "stands"; readonly recovery: RecoveryUnderWay | null }
  | { readonly type: "offered"; readonly offer: EnrollmentOffer; readonly code: string }
  /** The set-up was refused because of its code, or of the recovery. */
  | { readonly type: "set-up-refused"; readonly problem: Problem; readonly now: number }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number }
  | { readonly type: "ask"; readonly now: number }
  | { readonly type: "look"; readonly now: number }
  | { readonly type: "typed"; readonly text: string }
  | { readonly type: "submitted"; readonly now: number }
  | { readonly type: "set-up-left" };

const idle = { request: null, trouble: null } as const;
export const noRecovery: RecoveryState = { view: "start", ...idle };

/** The way back in for who has lost everything. Pure; a message that does not concern it returns the same object. */
export function updateRecovery(state: RecoveryState, message: RecoveryMessage): RecoveryState {
  switch (message.type) {
    case "opened":
      return viewOf(message.recovery);
    case "stands":
      return stands(state, message.recovery);
    case "offered":
      return { view: "set-up", ...idle, offer: message.offer, code: message.code };
    case "refused":
      return state.request === null ? state : refused({ ...state, ...idle }, state.request, message);
    case "set-up-refused":
      return state.view === "set-up" ? setUpRefused(state.code, message.problem, message.now) : state;
    case "set-up-left":
      return state.view === "set-up" ? mailed("ready", null) : state;
    default:
      return state.request === null || message.type === "typed" ? updateIdle(state, message) : state;
  }
}

type Pressed = Extract<RecoveryMessage, { type: "ask" | "look" | "typed" | "submitted" }>;

function updateIdle(state: RecoveryState, message: Pressed): RecoveryState {
  if (message.type === "typed") return isMailed(state) ? { ...state, entry: typed(state.entry, message.text) } : state;
  const waits = (state.trouble?.until ?? 0) > message.now;
  switch (message.type) {
    case "ask":
      return waits ? state : { ...state, trouble: null, request: { call: "ask" } };
    case "look":
      return waits ? state : { ...state, trouble: null, request: { call: "look" } };
    case "submitted":
      return isMailed(state) && !waits ? submitted(state, message.now) : state;
  }
}

const isMailed = (state: RecoveryState): state is MailedState => state.view === "asked" || state.view === "ready";

function submitted(state: MailedState, now: number): MailedState {
  if (isLocked(state.entry, now)) return state;
  const result = submission(state.entry, ["backup"]);
  if (!("read" in result)) return { ...state, entry: result.entry };
  const { code } = result.read;
  const call = state.view === "asked" ? "confirm" : "listOffer";
  return { ...state, trouble: null, sentAgain: false, entry: { ...state.entry, error: null }, request: { call, code } };
}

const mailedViews: readonly MailedState["view"][] = ["asked", "ready"];

const mailed = (view: MailedState["view"], sentTo: string | null): MailedState => ({
  view,
  ...idle,
  sentTo,
  entry: emptyEntry,
  sentAgain: false,
});

/** A state that is newer than this page is looked at as a wait: whatever it is, the user cannot go on here. */
function viewOf(recovery: RecoveryUnderWay | null): RecoveryState {
  if (recovery === null) return noRecovery;
  const { state, sentTo = null, readyAt = null, needsApproval = false } = recovery;
  const view = mailedViews.find((one) => one === state);
  return view === undefined ? { view: "waiting", ...idle, readyAt, needsApproval } : mailed(view, sentTo);
}

/** The typed text stays in its field when the same code was sent once more. */
function stands(state: RecoveryState, recovery: RecoveryUnderWay | null): RecoveryState {
  const next = viewOf(recovery);
  if (!isMailed(next) || !isMailed(state) || next.view !== state.view) return next;
  return { ...next, sentTo: next.sentTo ?? state.sentTo, entry: state.entry, sentAgain: state.request?.call === "ask" };
}

/** The organization says no, or there is nothing to get back. */
const closed: readonly TroubleCode[] = ["recovery_not_offered", "not_enrolled"];

function refused(
  state: RecoveryState,
  request: RecoveryRequest,
  { problem, now }: { readonly problem: Problem; readonly now: number },
): RecoveryState {
  if (closed.includes(problem.code)) return { view: "not-offered", ...idle };
  if (problem.code === "challenge_expired")
    return { ...noRecovery, trouble: troubleOf<RecoveryRequest>(problem, now, null) };
  if (isMailed(state) && request.call === "confirm" && isAboutTheCode(problem))
    return { ...state, entry: refusedEntry(state.entry, request.code, problem, now) };
  return { ...state, trouble: troubleOf(problem, now, mayPass(problem) ? request : null) };
}

/** Back to the second code, or to the wait that is not over. */
function setUpRefused(code: string, problem: Problem, now: number): RecoveryState {
  if (closed.includes(problem.code)) return { view: "not-offered", ...idle };
  if (problem.code === "challenge_expired")
    return { ...noRecovery, trouble: troubleOf<RecoveryRequest>(problem, now, null) };
  const ready = mailed("ready", null);
  if (!isAboutTheCode(problem)) return { ...ready, request: { call: "look" } };
  return { ...ready, entry: refusedEntry({ ...emptyEntry, text: code }, code, problem, now) };
}

/** A refused beginning of a set-up that concerns the recovery, not the method. */
export const isAboutRecovery = (problem: Problem): boolean =>
  closed.includes(problem.code) ||
  ["recovery_not_ready", "challenge_expired", "invalid_code", "code_already_used"].includes(problem.code);
