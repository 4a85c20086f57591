import type { Data, Problem, RequestOptions, TroubleCode } from "../api.ts";
import {
  type CodeEntry,
  emptyEntry,
  isAboutTheCode,
  isLocked,
  refused as refusedEntry,
  submission,
  typed,
} from "../code/code-entry.ts";
import { mayPass, needsSignIn, type Trouble, troubleOf } from "../trouble/trouble.ts";

type Removal = NonNullable<Data<"undoChange">>;

export type UndoRequest =
  /** Asks for the password, and then for what the link can bring back. */
  | { readonly call: "look" }
  | { readonly call: "prove"; readonly code: string }
  | { readonly call: "ceremony"; readonly publicKey: RequestOptions };

export interface UndoState {
  /** `none`: no link led here. `over`: undone already, reset, or too late. `unknown`: the link of another account, or none of ours. */
  readonly view: "none" | "intro" | "proof" | "done" | "over" | "unknown";
  readonly request: UndoRequest | null;
  readonly trouble: Trouble<UndoRequest> | null;
  readonly entry: CodeEntry;
  readonly removal: Removal | null;
}

export type UndoMessage =
  | { readonly type: "opened" }
  | { readonly type: "begin"; readonly now: number }
  | { readonly type: "looked"; readonly removal: Removal }
  | { readonly type: "undone" }
  | { readonly type: "typed"; readonly text: string }
  | { readonly type: "submitted"; readonly now: number }
  | { readonly type: "ceremony-ended" }
  /** The user would rather not enter the password. */
  | { readonly type: "unconfirmed" }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number }
  | { readonly type: "left" };

export const noUndo: UndoState = { view: "none", request: null, trouble: null, entry: emptyEntry, removal: null };

/** How a removed method comes back by the link of an e-mail. Pure; a message that does not concern it returns the same object. */
export function updateUndo(state: UndoState, message: UndoMessage): UndoState {
  switch (message.type) {
    case "opened":
      return { ...noUndo, view: "intro" };
    case "left":
      return noUndo;
    case "looked":
      return { ...noUndo, view: "proof", removal: message.removal };
    case "undone":
      return { ...noUndo, view: "done" };
    case "ceremony-ended":
      return { ...state, request: null };
    case "unconfirmed":
      return {
        ...state,
        request: null,
        trouble: { code: "insufficient_user_authentication", until: null, retry: null },
      };
    case "typed":
      return { ...state, entry: typed(state.entry, message.text) };
    case "refused":
      return refused(state, message.problem, message.now);
    default:
      return state.request !== null || (state.trouble?.until ?? 0) > message.now ? state : pressed(state, message);
  }
}

function pressed(state: UndoState, { type, now }: Extract<UndoMessage, { type: "begin" | "submitted" }>): UndoState {
  if (type === "begin") return { ...state, trouble: null, request: { call: "look" } };
  if (state.view !== "proof") return state;
  const publicKey = state.removal?.publicKey;
  if (publicKey !== undefined) return { ...state, trouble: null, request: { call: "ceremony", publicKey } };
  if (isLocked(state.entry, now)) return state;
  const result = submission(state.entry, ["digits"]);
  if (!("read" in result)) return { ...state, entry: result.entry };
  const entry = { ...state.entry, error: null };
  return { ...state, trouble: null, entry, request: { call: "prove", code: result.read.code } };
}

const ends: Partial<Record<TroubleCode, UndoState["view"]>> = { challenge_expired: "over", not_found: "unknown" };

function refused(state: UndoState, problem: Problem, now: number): UndoState {
  const { request } = state;
  if (request === null) return state;
  const view = ends[problem.code];
  if (view !== undefined) return { ...noUndo, view };
  const idle = { ...state, request: null };
  // The password is too long ago: the way begins with it.
  if (needsSignIn(problem)) return { ...idle, view: "intro", trouble: troubleOf<UndoRequest>(problem, now, null) };
  if (request.call === "prove" && isAboutTheCode(problem))
    return { ...idle, entry: refusedEntry(state.entry, request.code, problem, now) };
  return { ...idle, trouble: troubleOf(problem, now, mayPass(problem) ? request : null) };
}

const mark = "#countersign-undo=";
let taken: string | null = null;

/** Takes the link's token out of the page's address, so that neither the history nor a screenshot keeps it. */
export function takeUndoToken(): void {
  if (typeof location === "undefined" || !location.hash.startsWith(mark)) return;
  taken = location.hash.slice(mark.length);
  history.replaceState(history.state, "", `${location.pathname}${location.search}`);
}

/** In memory only: it waits here while the user signs in on the same page. */
export const undoToken = (): string | null => taken;

export function forgetUndoToken(): void {
  taken = null;
}
