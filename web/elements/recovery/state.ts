import type { EnrollmentOffer, Problem, RecoveryUnderWay } from "../api.ts";
import type { CodeEntry } from "../code/code-entry.ts";
import type { Trouble } from "../trouble/trouble.ts";

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
