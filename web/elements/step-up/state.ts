import type { Proof } from "../base/shared-proof.ts";

/** A call lacks the password once more, or only a code. A token that is over counts as a password too long ago. */
export interface Need {
  readonly password: boolean;
  /** Whether there is a code to ask for. */
  readonly code: boolean;
  /** The only methods that prove enough; left out: each does. */
  readonly methods?: readonly string[];
  /** The token itself was refused. */
  readonly isRefused?: boolean;
}

export type StepUpState =
  | { readonly view: "idle"; readonly request: null; readonly outcome: Proof | "given-up" | null }
  /** The host asks for the password; or it could not, and the user may have it ask again. */
  | { readonly view: "password"; readonly request: { readonly call: "reauthenticate" } | null; readonly need: Need }
  /** `token` is what the password brought; null: the host's own will do. */
  | { readonly view: "code"; readonly request: null; readonly token: string | null; readonly need: Need };

export type StepUpMessage =
  | { readonly type: "needed"; readonly need: Need }
  | { readonly type: "password-right"; readonly token: string; readonly now: number }
  | { readonly type: "password-failed" }
  | { readonly type: "ask-again" }
  | { readonly type: "code-right"; readonly proof: Proof }
  /** The password was too long ago for the code. */
  | { readonly type: "token-over" }
  | { readonly type: "given-up" };
