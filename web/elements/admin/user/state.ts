import type { AdminUser, ClosableMethod, Policy, Problem, TroubleCode } from "../../api.ts";
import type { Trouble } from "../../trouble/trouble.ts";
import type { AdminContext } from "../page-parts.ts";

/** The acts that are done with a reason. */
export type ReasonedAct =
  | { readonly kind: "reset" }
  | { readonly kind: "reopen"; readonly method: ClosableMethod }
  /** Null: as the policy says. */
  | { readonly kind: "requirement"; readonly required: true | null }
  | { readonly kind: "bypass-code"; readonly hours: string }
  | { readonly kind: "recovery"; readonly approves: boolean };

export type CallerChannel = "phone" | "email";

export type UserRequest =
  | { readonly call: "find"; readonly userId: string }
  | { readonly call: "act"; readonly userId: string; readonly act: ReasonedAct; readonly reason: string }
  | { readonly call: "set-phone"; readonly userId: string; readonly phoneNumber: string }
  | { readonly call: "remove-phone"; readonly userId: string }
  | { readonly call: "end-devices"; readonly userId: string }
  | { readonly call: "check-caller"; readonly userId: string; readonly channel: CallerChannel }
  | { readonly call: "compare-words"; readonly userId: string; readonly words: string };

export interface SentWords {
  readonly sentTo: string;
  readonly expiresAt: string;
}

/** An act on the user, open but not done yet. */
export type Panel =
  | (ReasonedAct & { readonly text: string; readonly error: "reason" | "hours" | null })
  | { readonly kind: "phone"; readonly text: string; readonly error: TroubleCode | null }
  | { readonly kind: "remove-phone" }
  | { readonly kind: "end-devices" }
  | {
      readonly kind: "caller";
      readonly channel: CallerChannel;
      /** Null: no words are on their way yet. */
      readonly sent: SentWords | null;
      readonly text: string;
      readonly error: "empty" | "wrong" | null;
    };

export type Done =
  | { readonly kind: "reset"; readonly known: boolean; readonly factors: number; readonly backupCodes: number }
  | { readonly kind: "reopen"; readonly method: ClosableMethod }
  | { readonly kind: "phone"; readonly known: boolean; readonly phoneNumber: string; readonly differs: boolean }
  | { readonly kind: "bypass-code"; readonly code: string; readonly expiresAt: string }
  /** Nothing is done yet: a second admin has to approve. */
  | { readonly kind: "waits"; readonly expiresAt: string }
  | { readonly kind: "requirement"; readonly required: true | null }
  | { readonly kind: "recovery"; readonly approves: boolean }
  | { readonly kind: "remove-phone" | "end-devices" | "caller" };

export interface Found {
  readonly user: AdminUser;
  /** Decides how the user signs in after a change. */
  readonly policy: Policy;
}

export interface UserState {
  readonly request: UserRequest | null;
  readonly typed: string;
  /** The typed text names nobody. */
  readonly unnamed: boolean;
  readonly found: Found | null;
  readonly panel: Panel | null;
  readonly done: Done | null;
  /** The code that is shown was copied; false: it could not be. */
  readonly copied: boolean | null;
  readonly trouble: Trouble<UserRequest> | null;
}

export type UserMessage =
  | { readonly type: "start" }
  | { readonly type: "typed"; readonly text: string }
  | { readonly type: "submitted" }
  | { readonly type: "opened"; readonly panel: Panel }
  | { readonly type: "closed" }
  | { readonly type: "panel-typed"; readonly text: string }
  | { readonly type: "hours-typed"; readonly text: string }
  | { readonly type: "channel"; readonly channel: CallerChannel }
  | { readonly type: "panel-submitted" }
  | { readonly type: "found"; readonly found: Found }
  | { readonly type: "done"; readonly done: Done }
  | { readonly type: "words-sent"; readonly sent: SentWords }
  | { readonly type: "copied"; readonly succeeded: boolean }
  | { readonly type: "policy"; readonly policy: Policy }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number }
  | { readonly type: "retry" };

export type UserContext = AdminContext<UserMessage>;
