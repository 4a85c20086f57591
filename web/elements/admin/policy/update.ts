import type { Policy, Problem } from "../../api.ts";
import { type Trouble, troubleOf } from "../../trouble/trouble.ts";
import type { AdminContext } from "../page-parts.ts";
import { changeOf, changesIn, type Draft, draftOf, errorsIn, type PolicyFields, rebased } from "./draft.ts";

export type PolicyRequest =
  | { readonly call: "get" }
  | { readonly call: "end-devices" }
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
  /** The time until which a second admin can approve the change; null: nothing waits. */
  readonly waits: string | null;
  /** The remembered devices of everybody: to be ended after a second look, or ended. */
  readonly devices: "ending" | "ended" | null;
}

export type PolicyState = (Common & { readonly view: "loading" }) | PolicyForm;

export type PolicyMessage =
  | { readonly type: "start" }
  | { readonly type: "edited"; readonly change: Partial<Draft> }
  | { readonly type: "searched"; readonly text: string }
  | { readonly type: "review" }
  | { readonly type: "back" }
  | { readonly type: "save" }
  /** An earlier version is to be in force again. */
  | { readonly type: "restored"; readonly policy: PolicyFields }
  | { readonly type: "devices"; readonly open: boolean }
  | { readonly type: "devices-confirmed" }
  | { readonly type: "devices-ended" }
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
    case "devices-ended":
      return state.view === "loading" ? state : { ...state, request: null, trouble: null, devices: "ended" };
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
  waits: null,
  devices: null,
});

type EditType = "edited" | "searched" | "review" | "back" | "save" | "restored" | "devices" | "devices-confirmed";

function edit(state: PolicyForm, message: Extract<PolicyMessage, { type: EditType }>): PolicyForm {
  switch (message.type) {
    case "edited":
      return { ...state, draft: { ...state.draft, ...message.change }, saved: false, waits: null };
    case "searched":
      return { ...state, search: message.text };
    case "review": {
      const isReady = errorsIn(state.draft).length === 0 && changesIn(state.base, state.draft).length > 0;
      return { ...state, checked: true, saved: false, waits: null, view: isReady ? "review" : "form" };
    }
    case "back":
      return { ...state, view: "form", trouble: null };
    case "save":
      return state.view === "review" ? save(state) : state;
    case "restored":
      return edit({ ...form(state.base), draft: draftOf(message.policy) }, { type: "review" });
    case "devices":
      return { ...state, trouble: null, devices: message.open ? "ending" : null };
    case "devices-confirmed":
      return state.devices === "ending" ? { ...state, trouble: null, request: { call: "end-devices" } } : state;
  }
}

const save = (state: PolicyForm): PolicyForm => ({
  ...state,
  trouble: null,
  request: { call: "put", change: changeOf(state.base, state.draft), version: state.base.version },
});

/** Somebody else saved in between. If nothing is left to change, it was this change, whose answer was lost. */
function overtaken(state: PolicyForm, newer: Policy): PolicyForm {
  const draft = rebased(state.draft, state.base, newer);
  if (changesIn(newer, draft).length === 0) return { ...form(newer), saved: true };
  return { ...state, request: null, trouble: null, base: newer, draft, before: state.base, view: "review" };
}

function refused(state: PolicyState, problem: Problem, now: number): PolicyState {
  if (state.request === null) return state;
  if (problem.code === "approval_needed" && state.view !== "loading")
    return { ...form(state.base), waits: problem.approval.expiresAt };
  if (problem.code === "version_conflict" && state.request.call === "put") return { ...state, request: get() };
  return { ...state, request: null, trouble: troubleOf(problem, now, state.request) };
}

/** The change that a rehearsal looks at: what is typed, and else that everybody must. */
export function proposalOf(state: PolicyState): Partial<PolicyFields> {
  const change = state.view === "loading" || errorsIn(state.draft).length > 0 ? {} : changeOf(state.base, state.draft);
  return Object.keys(change).length > 0 ? change : { enforcement: "on" };
}

export type PolicyContext = AdminContext<PolicyMessage>;
