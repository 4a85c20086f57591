import type { Proof } from "../base/proofs.ts";

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

/** The shortest life that the contract knows of a first-factor token is a minute; a bit less is safe to count on. */
const tokenMillis = 50_000;

const idle = (outcome: Extract<StepUpState, { view: "idle" }>["outcome"]): StepUpState => ({
  view: "idle",
  request: null,
  outcome,
});
export const noStepUp = idle(null);

/** The proof that a call asks for: the password by the host, then a code. Pure. */
export function updateStepUp(state: StepUpState, message: StepUpMessage): StepUpState {
  if (message.type === "needed") {
    if (state.view !== "idle") return state;
    const { need } = message;
    return need.password
      ? { view: "password", request: { call: "reauthenticate" }, need }
      : { view: "code", request: null, token: null, need };
  }
  if (state.view === "idle") return state;
  switch (message.type) {
    case "password-right": {
      if (state.view !== "password") return state;
      const { token, now } = message;
      return state.need.code
        ? { view: "code", request: null, token, need: state.need }
        : idle({ token, until: now + tokenMillis });
    }
    case "password-failed":
      return state.view === "password" ? { ...state, request: null } : state;
    case "ask-again":
      return state.view === "password" && state.request === null
        ? { ...state, request: { call: "reauthenticate" } }
        : state;
    case "code-right":
      return state.view === "code" ? idle(message.proof) : state;
    case "token-over":
      return { view: "password", request: null, need: { ...state.need, password: true } };
    case "given-up":
      return idle("given-up");
  }
}
