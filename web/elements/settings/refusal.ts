import type { Problem, TroubleCode } from "../api.ts";
import type { ReadyState, SettingsState } from "./state.ts";

/** Trying the same once more may help. */
const passing: readonly TroubleCode[] = ["offline", "unexpected", "busy", "temporarily_unavailable"];
/** The account or the policy has changed meanwhile: it is read anew. */
const outdated: readonly TroubleCode[] = ["factor_not_found", "not_enrolled", "two_factor_required"];

/** How a refused call leaves the settings: where they were, with what was typed. */
export function refused(state: SettingsState, problem: Problem, now: number): SettingsState {
  const { code } = problem;
  const until = retryAt(problem, now);
  if (state.view === "loading")
    return code === "unauthenticated" || code === "insufficient_user_authentication"
      ? { view: "signed-out", request: null }
      : { view: "failed", request: null, code, until };
  return state.view === "ready" ? refusedChange(state, code, until) : state;
}

function refusedChange(state: ReadyState, code: TroubleCode, until: number | null): ReadyState {
  const { page, request } = state;
  if (request === null) return state;
  const idle: ReadyState = { ...state, request: null };
  if (page.name === "rename" && code === "invalid_request") return { ...idle, page: { ...page, wrong: true } };
  const trouble = { code, until, retry: passing.includes(code) ? request : null };
  if (request.call === "list" || !outdated.includes(code)) return { ...idle, trouble };
  return { ...idle, page: { name: "overview" }, trouble, request: { call: "list" } };
}

const retryAt = (problem: Problem, now: number): number | null =>
  "retryAfter" in problem && problem.retryAfter !== undefined ? now + problem.retryAfter * 1000 : null;
