import type { AdminUser, ClosableMethod, Policy, Problem, TroubleCode } from "../../api.ts";
import type { Trouble } from "../../trouble/trouble.ts";
import type { AdminContext } from "../context.ts";

export type UserRequest =
  | { readonly call: "find"; readonly userId: string }
  | { readonly call: "reset"; readonly userId: string; readonly reason: string }
  | { readonly call: "reopen"; readonly userId: string; readonly method: ClosableMethod; readonly reason: string }
  | { readonly call: "set-phone"; readonly userId: string; readonly phoneNumber: string }
  | { readonly call: "remove-phone"; readonly userId: string };

/** An act on the user, open but not done yet. */
export type Panel =
  | { readonly kind: "reset"; readonly text: string; readonly error: boolean }
  | { readonly kind: "reopen"; readonly method: ClosableMethod; readonly text: string; readonly error: boolean }
  | { readonly kind: "phone"; readonly text: string; readonly error: TroubleCode | "shape" | null }
  | { readonly kind: "remove-phone" };

export type Done =
  | { readonly kind: "reset"; readonly known: boolean; readonly factors: number; readonly backupCodes: number }
  | { readonly kind: "reopen"; readonly method: ClosableMethod }
  | { readonly kind: "phone"; readonly known: boolean; readonly phoneNumber: string; readonly differs: boolean }
  | { readonly kind: "remove-phone" };

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
  readonly trouble: Trouble<UserRequest> | null;
}

export type UserMessage =
  | { readonly type: "start" }
  | { readonly type: "typed"; readonly text: string }
  | { readonly type: "submitted" }
  | { readonly type: "opened"; readonly panel: Panel }
  | { readonly type: "closed" }
  | { readonly type: "panel-typed"; readonly text: string }
  | { readonly type: "panel-submitted" }
  | { readonly type: "found"; readonly found: Found }
  | { readonly type: "done"; readonly done: Done }
  | { readonly type: "policy"; readonly policy: Policy }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number }
  | { readonly type: "retry" };

export type UserContext = AdminContext<UserMessage>;
