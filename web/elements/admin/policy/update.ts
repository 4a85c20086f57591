import type { Policy, Problem } from "../../api.ts";
import { type Trouble, troubleOf } from "../../trouble/trouble.ts";
import type { AdminContext } from "../context.ts";
import { changesIn, type Draft, draftOf, errorsIn, policyOf, type PolicyFields, rebased } from "./draft.ts";

export type PolicyRequest =
  | { readonly call: "get" }
  | { readonly call: "put"; readonly change: Partial<PolicyFields>; readonly version: number };

interface Common {
  readonly request: PolicyRequest | null;
  readonly trouble: Trouble<PolicyRequest> | null;
}

export interface PolicyForm extends Common {
  readonly view: "form" | "review";
  /** As the service has it. */
  readonly base: Policy;
  readonly draft: Draft;
  /** In the list of countries. */
  readonly search: string;
  /** Errors are shown once somebody wanted to go on. */
  readonly checked: boolean;
  /** The policy before somebody else's change came in between. */
  readonly before: Policy | null;
  readonly saved: boolean;
}

export type PolicyState = (Common & { readonly view: "loading" }) | PolicyForm;

export type PolicyMessage =
  | { readonly type: "start" }
  | { readonly type: "edited"; readonly change: Partial<Draft> }
  | { readonly type: "searched"; readonly text: string }
  | { readonly type: "review" }
  | { readonly type: "back" }
  | { readonly type: "save" }
  | { readonly type: "loaded"; readonly policy: Policy }
  | { readonly type: "saved"; readonly policy: Policy }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number }
  | { readonly type: "retry" };

export const noPolicy: PolicyState = { view: "loading", request: null, trouble: null };
const get = (): PolicyRequest => ({ call: "get" });

/** How a policy is changed: typed, reviewed in plain words, saved on top of the version it was read in. */
export function updatePolicy(state: PolicyState, message: PolicyMessage): PolicyState {
  switch (message.type) {
    case "start":
      return { ...noPolicy, request: get() };
    case "refused":
      return refused(state, message.problem, message.now);
    case "retry":
      return state.trouble?.retry ? { ...state, request: { ...state.trouble.retry }, trouble: null } : state;
    case "loaded":
      return state.view === "loading" ? form(message.policy) : overtaken(state, message.policy);
    case "saved":
      return { ...form(message.policy), saved: true };
    default:
      return state.view === "loading" || state.request !== null ? state : edit(state, message);
  }
}

const form = (base: Policy): PolicyForm => ({
  view: "form",
  request: null,
  trouble: null,
  base,
  draft: draftOf(base),
  search: "",
  checked: false,
  before: null,
  saved: false,
});

function edit(
  state: PolicyForm,
  message: Extract<PolicyMessage, { type: "edited" | "searched" | "review" | "back" | "save" }>,
): PolicyForm {
  switch (message.type) {
    case "edited":
      return { ...state, draft: { ...state.draft, ...message.change }, saved: false };
    case "searched":
      return { ...state, search: message.text };
    case "review": {
      const isReady = errorsIn(state.draft).length === 0 && changesIn(state.base, state.draft).length > 0;
      return { ...state, checked: true, saved: false, view: isReady ? "review" : "form" };
    }
    case "back":
      return { ...state, view: "form", trouble: null };
    case "save":
      return state.view === "review" ? save(state) : state;
  }
}

/** Only what was changed is sent, so that a newer field of the policy keeps its value. */
function save(state: PolicyForm): PolicyForm {
  const policy = policyOf(state.draft);
  const change = Object.fromEntries(changesIn(state.base, state.draft).map((field) => [field, policy[field]]));
  return { ...state, trouble: null, request: { call: "put", change, version: state.base.version } };
}

/** Somebody else saved in between. If nothing is left to change, it was this change, whose answer was lost. */
function overtaken(state: PolicyForm, newer: Policy): PolicyForm {
  const draft = rebased(state.draft, state.base, newer);
  if (changesIn(newer, draft).length === 0) return { ...form(newer), saved: true };
  return { ...state, request: null, trouble: null, base: newer, draft, before: state.base, view: "review" };
}

function refused(state: PolicyState, problem: Problem, now: number): PolicyState {
  if (state.request === null) return state;
  if (problem.code === "version_conflict") return { ...state, request: get() };
  return { ...state, request: null, trouble: troubleOf(problem, now, state.request) };
}

export type PolicyContext = AdminContext<PolicyMessage>;
