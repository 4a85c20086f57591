import type { Problem, TroubleCode } from "../api.ts";
import { isAboutTheCode, lockIn, refused as refusedEntry } from "../code/code-entry.ts";
import { mayPass, needsSignIn, retryAt, troubleOf } from "../trouble/trouble.ts";
import type { Sent } from "../method/kind.ts";
import type { ChallengeRequest, ChallengeState, PromptState } from "./state.ts";

/** The account has changed meanwhile: its needs are asked for anew. */
const outdated: readonly TroubleCode[] = ["not_enrolled", "factor_not_found", "no_sms_factor"];

/** The prompt after a refused call. */
export function refused(state: ChallengeState, problem: Problem, now: number): ChallengeState {
  const { code } = problem;
  if (needsSignIn(problem)) return { view: "signed-out", request: null };
  if (state.view === "starting") return { view: "failed", request: null, code, until: retryAt(problem, now) };
  if (state.view === "question")
    return { ...state, request: null, trouble: troubleOf(problem, now, mayPass(problem) ? state.request : null) };
  if (state.view !== "prompt" || state.request === null) return state;
  if (outdated.includes(code)) return { view: "starting", request: { call: "login" }, late: false };
  const { request } = state;
  const idle: PromptState = { ...state, request: null };
  if (request.call === "ceremony" && code === "challenge_expired" && !state.renewed)
    return { ...idle, request: renewal(state) };
  if (request.call === "verify") return refusedCode(idle, problem, request, now);
  return {
    ...idle,
    locks: code === "method_disabled" ? { ...state.locks, [state.chosen.type]: "disabled" } : state.locks,
    trouble: troubleOf(problem, now, mayPass(problem) && request.call !== "ceremony" ? request : null),
  };
}

/** The passkey's challenge lives for minutes, or until the next login with a passkey; the page asks for another by itself. */
const renewal = ({ chosen }: PromptState): ChallengeRequest => ({
  call: "login",
  ...(chosen.id !== null && { factorId: chosen.id }),
});

function refusedCode(
  state: PromptState,
  problem: Problem,
  request: Extract<ChallengeRequest, { call: "verify" }>,
  now: number,
): PromptState {
  if (problem.code === "challenge_expired") return over(state, "expired");
  if (!isAboutTheCode(problem)) return { ...state, trouble: troubleOf(problem, now, request) };
  const lock = lockIn(problem, now);
  const locks = lock === null ? state.locks : { ...state.locks, [request.method]: lock };
  const entry = refusedEntry(state.entry, request.code, problem, now);
  const next = { ...state, locks, entry };
  // The last try of a sent code: once the wait is over that code still answers nothing.
  if (request.challengeId !== null && lock !== null && problem.code === "invalid_code") return over(next, "used-up");
  if (request.method === state.chosen.type || lock === null) return next;
  // A backup code in the field of another method: that method stays open.
  const error = { code: "too_many_attempts", attemptsRemaining: null } as const;
  return { ...next, entry: { ...entry, lock: state.entry.lock, error } };
}

/** Only another code helps. */
const over = (state: PromptState, end: NonNullable<Sent["end"]>): PromptState => ({
  ...state,
  sent: state.sent && { ...state.sent, end },
  entry: { ...state.entry, error: null, refusal: null },
});
