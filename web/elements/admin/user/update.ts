import type { Problem } from "../../api.ts";
import { cleanPhoneNumber } from "../../parts/phone-number.ts";
import { isAboutTheNumber, troubleOf } from "../../trouble/trouble.ts";
import type { Panel, UserMessage, UserRequest, UserState } from "./state.ts";

export const noUser: UserState = {
  request: null,
  typed: "",
  unnamed: false,
  found: null,
  panel: null,
  done: null,
  trouble: null,
};

/** How an admin finds a user and helps. Pure; while a call is under way nothing else is begun. */
export function updateUser(state: UserState, message: UserMessage): UserState {
  switch (message.type) {
    case "start":
      return noUser;
    case "typed":
      return { ...state, typed: message.text, unnamed: false };
    case "found":
      return { ...state, request: null, trouble: null, found: message.found };
    case "done":
      return changed(state, message.done);
    case "policy":
      return state.found === null ? state : { ...state, found: { ...state.found, policy: message.policy } };
    case "refused":
      return refused(state, message.problem, message.now);
    case "panel-typed":
      return { ...state, panel: panelTyped(state.panel, message.text) };
    default:
      return state.request === null ? begin(state, message) : state;
  }
}

type Beginning = Extract<UserMessage, { type: "submitted" | "opened" | "closed" | "panel-submitted" | "retry" }>;

function begin(state: UserState, message: Beginning): UserState {
  switch (message.type) {
    case "submitted":
      return find(state, state.typed.trim());
    case "opened":
      return { ...state, panel: message.panel, done: null, trouble: null };
    case "closed":
      return { ...state, panel: null, trouble: null };
    case "panel-submitted":
      return submitPanel(state);
    case "retry":
      return state.trouble?.retry ? ask(state, { ...state.trouble.retry }) : state;
  }
}

const ask = (state: UserState, request: UserRequest): UserState => ({ ...state, request, trouble: null });

/** A dot would be taken for a part of the address; the issuer in front makes it a name. */
function find(state: UserState, userId: string): UserState {
  if (userId === "") return { ...state, unnamed: true };
  const isSame = state.found?.user.userId === userId;
  return ask({ ...state, found: isSame ? state.found : null, panel: null, done: null }, { call: "find", userId });
}

function panelTyped(panel: Panel | null, text: string): Panel | null {
  if (panel?.kind === "reset" || panel?.kind === "reopen") return { ...panel, text, error: false };
  return panel?.kind === "phone" ? { ...panel, text, error: null } : panel;
}

function submitPanel(state: UserState): UserState {
  const { panel, found } = state;
  if (panel === null || found === null) return state;
  const { userId } = found.user;
  switch (panel.kind) {
    case "remove-phone":
      return ask(state, { call: "remove-phone", userId });
    case "phone": {
      const phoneNumber = cleanPhoneNumber(panel.text);
      if (phoneNumber === null) return { ...state, panel: { ...panel, error: "shape" } };
      return ask(state, { call: "set-phone", userId, phoneNumber });
    }
    case "reset":
    case "reopen": {
      const reason = panel.text.replaceAll(/\s+/g, " ").trim();
      if (reason.length < 3 || reason.length > 500) return { ...state, panel: { ...panel, error: true } };
      return ask(
        state,
        panel.kind === "reset"
          ? { call: "reset", userId, reason }
          : { call: "reopen", userId, method: panel.method, reason },
      );
    }
  }
}

/** The user is read again: what is shown is what the service has. */
function changed(state: UserState, done: UserState["done"]): UserState {
  const userId = state.found?.user.userId;
  return {
    ...state,
    panel: null,
    done,
    trouble: null,
    request: userId === undefined ? null : { call: "find", userId },
  };
}

function refused(state: UserState, problem: Problem, now: number): UserState {
  const { request, panel } = state;
  if (request === null) return state;
  const idle: UserState = { ...state, request: null };
  if (request.call === "set-phone" && panel?.kind === "phone" && isAboutTheNumber(problem))
    return { ...idle, panel: { ...panel, error: problem.code } };
  const hasReason = panel?.kind === "reset" || panel?.kind === "reopen";
  if (hasReason && request.call === panel.kind && problem.code === "invalid_request")
    return { ...idle, panel: { ...panel, error: true } };
  return { ...idle, trouble: troubleOf(problem, now, request) };
}
