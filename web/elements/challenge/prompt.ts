import {
  autoCode,
  emptyEntry,
  isAboutTheCode,
  isLocked,
  lockIn,
  refused as refusedEntry,
  submission,
  typed,
} from "../code/code-entry.ts";
import { readCode, type TypedCode } from "../../../shared/factors/typed-code.ts";
import { backupCodes, isCeremony, kindOf } from "../factors/kinds.ts";
import type { CeremonyEnd } from "../factors/passkey/ceremony.ts";
import {
  canChoose,
  type ChallengeMessage,
  type ChallengeRequest,
  type ChallengeState,
  type PromptState,
  sendWaitOf,
  sentTo,
} from "./state.ts";
import type { Problem, TroubleCode } from "../api.ts";
import { mayPass, needsSignIn, retryAt, troubleOf } from "../trouble/trouble.ts";
import type { Sent } from "../method/kind.ts";

type MessageOf<Type> = Extract<ChallengeMessage, { type: Type }>;

/** The text is taken also while a call is under way: nothing typed is lost, and nothing is sent. */
export function typeCode(state: PromptState, text: string, now: number): PromptState {
  const next = { ...state, entry: typed(state.entry, text) };
  const read = readCode(text);
  return state.request !== null || read === null || autoCode(next.entry, now) === null ? next : verify(next, read);
}

export function submitCode(state: PromptState, now: number): PromptState {
  if (isLocked(state.entry, now)) return state;
  const result = submission(state.entry, ["digits", "backup"]);
  if ("read" in result) return verify(state, result.read);
  return result.entry === state.entry ? state : { ...state, entry: result.entry };
}

/** Six digits answer the challenge if one is awaited; else they are the app's. */
function verify(state: PromptState, { kind, code }: TypedCode): PromptState {
  const isDigits = kind === "digits";
  const { chosen } = state;
  const isSent = sentTo(chosen) !== null;
  const challengeId = isDigits && isSent ? (state.sent?.challenge.id ?? null) : null;
  const factorId = isDigits && !isSent ? chosen.id : null;
  return {
    ...state,
    trouble: null,
    entry: { ...state.entry, error: null, autoSent: isDigits ? code : state.entry.autoSent },
    request: {
      call: "verify",
      code,
      method: isDigits ? digitsMethod(state) : backupCodes.type,
      challengeId,
      factorId,
      // A backup code makes no device.
      remembers: isDigits && state.remembers,
    },
  };
}

/** Digits in the field for backup codes are an app's. */
function digitsMethod({ chosen, factors }: PromptState): string {
  if (chosen.id !== null) return chosen.type;
  return factors.find(({ type }) => kindOf(type)?.sendsCode === false && !isCeremony(type))?.type ?? chosen.type;
}

/** Another method: a phone gets its code at once, unless one is on its way already. */
export function choose(state: PromptState, { choice, channel, now }: MessageOf<"chosen">): PromptState {
  if (!canChoose(choice, state.publicKey) || (channel === "voice" && sendWaitOf(state) > now)) return state;
  const receiver = sentTo(choice);
  const { sent } = state;
  const isOnItsWay = receiver !== null && sent !== null && sent.end === null && sent.challenge.factorId === receiver.id;
  const isWaiting = isOnItsWay && channel === undefined;
  const lock = state.locks[choice.type] ?? null;
  const text = state.entry.refusal === null ? state.entry.text : "";
  const chosen: PromptState = {
    ...state,
    page: "code",
    chosen: choice,
    sent: isOnItsWay || receiver === null ? sent : null,
    entry: { ...emptyEntry, text, lock },
    trouble: null,
    ceremonyEnded: false,
  };
  if (receiver === null || isWaiting || isLocked(chosen.entry, now)) return chosen;
  return { ...chosen, request: { call: "sendSms", factorId: receiver.id, ...(channel && { channel }) } };
}

export function resend(state: PromptState, { channel, now }: MessageOf<"resend">): PromptState {
  const { chosen, sent } = state;
  const receiver = sentTo(chosen);
  if (receiver === null || (sent !== null && sent.resendAt > now)) return state;
  return {
    ...state,
    trouble: null,
    entry: { ...state.entry, error: null },
    request: { call: "sendSms", factorId: receiver.id, ...(channel && { channel }) },
  };
}

/** Only a press begins the ceremony: older Safari refuses any other. */
export function ceremony(state: PromptState): PromptState {
  const { publicKey } = state;
  if (publicKey === null) return state;
  return {
    ...state,
    trouble: null,
    ceremonyEnded: false,
    request: { call: "ceremony", publicKey, remembers: state.remembers },
  };
}

export function ceremonyEnded(state: PromptState, end: CeremonyEnd): PromptState {
  const isOver = end === "cancelled";
  const trouble = isOver ? null : ({ code: "unexpected", until: null, retry: null } as const);
  return { ...state, request: null, ceremonyEnded: isOver, trouble };
}

/** The same call once more; the typed text is still there. */
export function retry(state: PromptState, now: number): PromptState {
  const call: ChallengeRequest | null = state.trouble?.retry ?? null;
  if (call === null || (state.trouble?.until ?? 0) > now) return state;
  return { ...state, trouble: null, request: { ...call } };
}

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
