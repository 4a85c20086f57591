import { autoCode, emptyEntry, isLocked, submission, typed } from "../code/code-entry.ts";
import { readCode, type TypedCode } from "../../../shared/factors/typed-code.ts";
import { isCeremony, kindOf } from "../factors/kinds.ts";
import { backupCodes } from "../factors/backup-code/kind.ts";
import type { CeremonyEnd } from "../factors/passkey/ceremony.ts";
import {
  type ChallengeMessage,
  type ChallengeRequest,
  canChoose,
  type PromptState,
  sendWaitOf,
  sentTo,
} from "./state.ts";

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
