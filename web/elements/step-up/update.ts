import type { StepUpMessage, StepUpState } from "./state.ts";

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
