import type {
  Challenge,
  Completed,
  EnrollmentOffer,
  LoginDecision,
  Method,
  OfferedFactor,
  Problem,
  TroubleCode,
} from "../api.ts";
import type { CodeEntry, Lock } from "../code/code-entry.ts";

export type ChallengeRequest =
  | { readonly call: "login" }
  | { readonly call: "sendSms"; readonly factorId: string }
  | { readonly call: "verify"; readonly code: string; readonly method: Method; readonly challengeId: string | null };

/** A code that went out by SMS; `expired` once the service said so. */
export interface Sent {
  readonly challenge: Challenge;
  /** By this device's clock. */
  readonly resendAt: number;
  readonly expired: boolean;
}

export interface Trouble {
  readonly code: TroubleCode;
  /** When it makes sense to try again. */
  readonly until: number | null;
  /** What "try again" does. */
  readonly retry: ChallengeRequest | null;
}

export type Choice = OfferedFactor | "backup_code";

export interface PromptState {
  readonly view: "prompt";
  readonly request: ChallengeRequest | null;
  readonly page: "code" | "methods" | "lost";
  readonly factors: readonly OfferedFactor[];
  readonly backupCodesRemaining: number;
  readonly recoveryHelp: string | null;
  readonly chosen: Choice;
  readonly sent: Sent | null;
  readonly entry: CodeEntry;
  readonly locks: Readonly<Partial<Record<Method, Lock>>>;
  readonly trouble: Trouble | null;
  /** The codes of a set-up took so long to save that its assertion is over. */
  readonly late: boolean;
}

export type ChallengeState =
  | { readonly view: "waiting"; readonly request: null }
  | { readonly view: "starting"; readonly request: ChallengeRequest; readonly late: boolean }
  | { readonly view: "failed"; readonly request: null; readonly code: TroubleCode; readonly until: number | null }
  | { readonly view: "signed-out"; readonly request: null }
  | { readonly view: "enrollment"; readonly request: null; readonly offer: EnrollmentOffer }
  | { readonly view: "done"; readonly request: null; readonly result: Completed }
  | PromptState;

export type ChallengeMessage =
  | { readonly type: "start" }
  | { readonly type: "decided"; readonly data: LoginDecision; readonly now: number }
  | { readonly type: "sms-sent"; readonly challenge: Challenge; readonly now: number }
  | { readonly type: "verified"; readonly result: Completed }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number }
  | { readonly type: "typed"; readonly text: string; readonly now: number }
  | { readonly type: "submitted"; readonly now: number }
  | { readonly type: "chosen"; readonly choice: Choice; readonly now: number }
  | { readonly type: "page"; readonly page: PromptState["page"] }
  | { readonly type: "resend"; readonly now: number }
  | { readonly type: "retry"; readonly now: number }
  | { readonly type: "enrolled"; readonly result: Completed; readonly onTime: boolean };

export const methodOf = (choice: Choice): Method => (choice === "backup_code" ? choice : choice.type);
