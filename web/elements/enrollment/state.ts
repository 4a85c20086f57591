import type { Confirmed, Enrolled, FactorType, FirstConfirmed, Problem } from "../api.ts";
import type { FactorMessage, SetUpState } from "../factors/set-ups.ts";
import type { PickState, SetUpBase, SetUpMessage } from "../method/set-up.ts";

interface Received extends SetUpBase {
  readonly confirmed: Confirmed;
  /** When, by this device's clock: the assertion's life is counted from here. */
  readonly receivedAt: number;
}

export type EnrollmentState =
  | PickState
  /** The organization registers phones, and has not registered this one. */
  | (SetUpBase & { readonly view: "none" })
  /** Only methods that are newer than this page are offered. */
  | (SetUpBase & { readonly view: "outdated" })
  /** The first code had been right, and nobody heard of it: what it brought is lost. */
  | (SetUpBase & { readonly view: "used" })
  | SetUpState
  | (Received & { readonly view: "codes"; readonly confirmed: FirstConfirmed })
  | (Received & { readonly view: "done" });

export type EnrollmentMessage =
  | SetUpMessage
  | FactorMessage
  | { readonly type: "pick"; readonly factorType: FactorType }
  | { readonly type: "codes-saved" }
  | { readonly type: "enrolled"; readonly data: Enrolled; readonly now: number }
  | { readonly type: "confirmed"; readonly data: Confirmed; readonly now: number }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number };
