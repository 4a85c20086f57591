import type { Problem } from "../../api.ts";
import { cleanPhoneNumber } from "../../parts/phone-number.ts";
import { isAboutTheNumber, troubleOf } from "../../trouble/trouble.ts";
import type { Panel, ReasonedAct, UserMessage, UserRequest, UserState } from "./state.ts";

export const noUser: UserState = {
  request: null,
  typed: "",
  unnamed: false,
  found: null,
  panel: null,
  done: null,
  copied: null,
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
    case "words-sent":
      return state.panel?.kind === "caller"
        ? {
            ...state,
            request: null,
            trouble: null,
            panel: { ...state.panel, sent: message.sent, text: "", error: null },
          }
        : { ...state, request: null };
    case "copied":
      return state.done?.kind === "bypass-code" ? { ...state, copied: message.succeeded } : state;
    case "policy":
      return state.found === null ? state : { ...state, found: { ...state.found, policy: message.policy } };
    case "refused":
      return refused(state, message.problem, message.now);
    case "panel-typed":
      return { ...state, panel: panelTyped(state.panel, message.text) };
    case "hours-typed":
      return state.panel?.kind === "bypass-code"
        ? { ...state, panel: { ...state.panel, hours: message.text, error: null } }
        : state;
    default:
      return state.request === null ? begin(state, message) : state;
  }
}

type Beginning = Extract<
  UserMessage,
  { type: "submitted" | "opened" | "closed" | "channel" | "panel-submitted" | "retry" }
>;

function begin(state: UserState, message: Beginning): UserState {
  switch (message.type) {
    case "submitted":
      return find(state, state.typed.trim());
    case "opened":
      return { ...state, panel: message.panel, done: null, copied: null, trouble: null };
    case "closed":
      return { ...state, panel: null, trouble: null };
    case "channel":
      return state.panel?.kind === "caller"
        ? { ...state, trouble: null, panel: { ...state.panel, channel: message.channel } }
        : state;
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
  return ask(
    { ...state, found: isSame ? state.found : null, panel: null, done: null, copied: null },
    { call: "find", userId },
  );
}

function panelTyped(panel: Panel | null, text: string): Panel | null {
  return panel === null || !("text" in panel) ? panel : { ...panel, text, error: null };
}

function submitPanel(state: UserState): UserState {
  const { panel, found } = state;
  if (panel === null || found === null) return state;
  const { userId } = found.user;
  switch (panel.kind) {
    case "remove-phone":
    case "end-devices":
      return ask(state, { call: panel.kind, userId });
    case "phone": {
      const phoneNumber = cleanPhoneNumber(panel.text);
      if (phoneNumber === null) return { ...state, panel: { ...panel, error: "invalid_phone_number" } };
      return ask(state, { call: "set-phone", userId, phoneNumber });
    }
    case "caller": {
      if (panel.sent === null) return ask(state, { call: "check-caller", userId, channel: panel.channel });
      const words = inOneLine(panel.text);
      if (words === "") return { ...state, panel: { ...panel, error: "empty" } };
      return ask(state, { call: "compare-words", userId, words });
    }
    default: {
      const { text, error: _error, ...act } = panel;
      const reason = inOneLine(text);
      if (act.kind === "bypass-code" && hoursIn(act.hours) === null)
        return { ...state, panel: { ...panel, error: "hours" } };
      if (reason.length < 3 || reason.length > 500) return { ...state, panel: { ...panel, error: "reason" } };
      return ask(state, { call: "act", userId, act, reason });
    }
  }
}

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** Null: not from 1 to 24. */
export function hoursIn(text: string): number | null {
  const hours = /^\d{1,2}$/.test(text.trim()) ? Number(text) : 0;
  return hours >= 1 && hours <= 24 ? hours : null;
}

/** The user is read again: what is shown is what the service has. */
function changed(state: UserState, done: UserState["done"]): UserState {
  const userId = state.found?.user.userId;
  return {
    ...state,
    panel: null,
    done,
    copied: null,
    trouble: null,
    request: userId === undefined ? null : { call: "find", userId },
  };
}

const isReasoned = (panel: Panel | null): panel is Extract<Panel, ReasonedAct> =>
  panel !== null && "error" in panel && panel.kind !== "phone" && panel.kind !== "caller";

function refused(state: UserState, problem: Problem, now: number): UserState {
  const { request, panel } = state;
  if (request === null) return state;
  if (problem.code === "approval_needed")
    return changed(state, { kind: "waits", expiresAt: problem.approval.expiresAt });
  const idle: UserState = { ...state, request: null };
  if (request.call === "set-phone" && panel?.kind === "phone" && isAboutTheNumber(problem))
    return { ...idle, panel: { ...panel, error: problem.code } };
  if (request.call === "act" && isReasoned(panel) && problem.code === "invalid_request")
    return { ...idle, panel: { ...panel, error: "reason" } };
  if (request.call === "compare-words" && panel?.kind === "caller") {
    if (problem.code === "invalid_code") return { ...idle, panel: { ...panel, error: "wrong" } };
    // Other words are sent by another press; these are over.
    if (problem.code === "challenge_expired")
      return {
        ...idle,
        panel: { ...panel, sent: null, text: "", error: null },
        trouble: troubleOf<UserRequest>(problem, now, null),
      };
  }
  return { ...idle, trouble: troubleOf(problem, now, request) };
}
