import type { Problem, TroubleCode } from "../api.ts";
import { isAboutTheCode, lockIn, refused as refusedEntry } from "../code/code-entry.ts";
import { type ChallengeRequest, type ChallengeState, methodOf, type PromptState } from "./state.ts";

/** Only the host can help: it has to ask for the password again. */
const needsToken: readonly TroubleCode[] = ["unauthenticated", "insufficient_user_authentication"];
/** The account has changed meanwhile: what it needs now is asked anew. */
const outdated: readonly TroubleCode[] = ["not_enrolled", "factor_not_found", "no_sms_factor"];
/** Trying the same once more may help. */
const passing: readonly TroubleCode[] = [
  "offline",
  "unexpected",
  "busy",
  "temporarily_unavailable",
  "sms_delivery_failed",
];

/** How a refused call leaves the prompt. */
export function refused(state: ChallengeState, problem: Problem, now: number): ChallengeState {
  const { code } = problem;
  if (needsToken.includes(code)) return { view: "signed-out", request: null };
  const until = retryAt(problem, now);
  if (state.view === "starting") return { view: "failed", request: null, code, until };
  if (state.view !== "prompt" || state.request === null) return state;
  if (outdated.includes(code)) return { view: "starting", request: { call: "login" }, late: false };
  const { request } = state;
  const idle: PromptState = { ...state, request: null };
  if (request.call === "verify") return refusedCode(idle, problem, request, now);
  return {
    ...idle,
    locks: code === "method_disabled" ? { ...state.locks, sms: "disabled" } : state.locks,
    trouble: { code, until, retry: passing.includes(code) ? request : null },
  };
}

const retryAt = (problem: Problem, now: number): number | null =>
  "retryAfter" in problem && problem.retryAfter !== undefined ? now + problem.retryAfter * 1000 : null;

function refusedCode(
  state: PromptState,
  problem: Problem,
  request: Extract<ChallengeRequest, { call: "verify" }>,
  now: number,
): PromptState {
  if (problem.code === "challenge_expired")
    return {
      ...state,
      sent: state.sent && { ...state.sent, expired: true },
      entry: { ...state.entry, text: "", error: null },
    };
  if (!isAboutTheCode(problem))
    return { ...state, trouble: { code: problem.code, until: retryAt(problem, now), retry: request } };
  const lock = lockIn(problem, now);
  const locks = lock === null ? state.locks : { ...state.locks, [request.method]: lock };
  const entry = refusedEntry(state.entry, problem, now);
  if (request.method === methodOf(state.chosen) || lock === null) return { ...state, locks, entry };
  // A backup code in the field of another method: that method stays open.
  const attemptsRemaining = null;
  return {
    ...state,
    locks,
    entry: { ...entry, lock: state.entry.lock, error: { code: "too_many_attempts", attemptsRemaining } },
  };
}
