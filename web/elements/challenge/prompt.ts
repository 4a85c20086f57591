import type { Method } from "../api.ts";
import { autoCode, type CodeEntry, emptyEntry, isLocked, shapeError, typed } from "../code/code-entry.ts";
import { readCode } from "../code/typed-code.ts";
import { type ChallengeRequest, type Choice, methodOf, type PromptState } from "./state.ts";

export function typeCode(state: PromptState, text: string, now: number): PromptState {
  const entry = typed(state.entry, text);
  return autoCode(entry, now) === null ? { ...state, entry } : verify(state, entry);
}

export function submitCode(state: PromptState, now: number): PromptState {
  if (isLocked(state.entry, now)) return state;
  return verify(state, state.entry);
}

/** Six digits answer the SMS if one is awaited; else they are the app's. */
function verify(state: PromptState, entry: CodeEntry): PromptState {
  const read = readCode(entry.text);
  if (read === null) return { ...state, entry: shapeError(entry) };
  const challengeId = state.chosen !== "backup_code" && state.chosen.type === "sms" ? liveChallengeId(state) : null;
  const isDigits = read.kind === "digits";
  const method: Method = !isDigits ? "backup_code" : challengeId === null ? "totp" : "sms";
  return {
    ...state,
    trouble: null,
    entry: { ...entry, error: null, autoSent: isDigits ? read.code : entry.autoSent },
    request: { call: "verify", code: read.code, method, challengeId: isDigits ? challengeId : null },
  };
}

const liveChallengeId = ({ sent }: PromptState): string | null => sent?.challenge.id ?? null;

/** Another method: a phone gets its code at once, unless one is on its way already. */
export function choose(state: PromptState, choice: Choice, now: number): PromptState {
  const isSms = choice !== "backup_code" && choice.type === "sms";
  const isWaiting = isSms && state.sent !== null && !state.sent.expired && state.sent.challenge.factorId === choice.id;
  const lock = state.locks[methodOf(choice)] ?? null;
  const chosen: PromptState = {
    ...state,
    page: "code",
    chosen: choice,
    sent: isWaiting || !isSms ? state.sent : null,
    entry: { ...emptyEntry, lock },
    trouble: null,
  };
  if (!isSms || isWaiting || isLocked(chosen.entry, now)) return chosen;
  return { ...chosen, request: { call: "sendSms", factorId: choice.id } };
}

export function resend(state: PromptState, now: number): PromptState {
  const { chosen, sent } = state;
  if (chosen === "backup_code" || chosen.type !== "sms" || (sent !== null && sent.resendAt > now)) return state;
  return {
    ...state,
    trouble: null,
    entry: { ...state.entry, text: "", error: null },
    request: { call: "sendSms", factorId: chosen.id },
  };
}

/** The same call once more; what was typed is still there. */
export function retry(state: PromptState, now: number): PromptState {
  const call: ChallengeRequest | null = state.trouble?.retry ?? null;
  if (call === null || (state.trouble?.until ?? 0) > now) return state;
  return { ...state, trouble: null, request: { ...call } };
}
