import type { ChallengeDecision, LoginDecision, TroubleCode } from "../api.ts";
import { emptyEntry } from "../code/code-entry.ts";
import { backupCodes, isCeremony, kindOf } from "../factors/kinds.ts";
import { handOverBy } from "../base/proofs.ts";
import { delivered, type DeliveryTold, sentNow } from "../method/delivery.ts";
import { answered, questionIn } from "./question.ts";
import { ceremony, ceremonyEnded, choose, refused, resend, retry, submitCode, typeCode } from "./prompt.ts";
import { type ChallengeMessage, type ChallengeRequest, type ChallengeState, type PromptState } from "./state.ts";

function withDelivery(state: PromptState, message: DeliveryTold): PromptState {
  const sent = state.sent && delivered(state.sent, message);
  return sent === state.sent ? state : { ...state, sent };
}

const login: ChallengeRequest = { call: "login" };

/** The prompt after the password, after a message. Pure; a message that does not concern it returns the same object. */
export function updateChallenge(state: ChallengeState, message: ChallengeMessage): ChallengeState {
  switch (message.type) {
    case "start":
      return { view: "starting", request: { ...login }, late: false };
    case "decided":
      if (state.view === "starting") return decided(message.data, message.now, state);
      return state.view === "prompt" && state.request?.call === "login" ? renewed(state, message) : state;
    case "enrolled":
      return message.onTime
        ? { view: "done", request: null, result: message.result }
        : { view: "starting", request: { ...login }, late: true };
    case "answered":
    case "offered":
    case "recovery-ended":
      return state.view === "question" ? answered(state, message) : state;
    case "enrollment-left":
      return (state.view === "enrollment" ? state.question : null) ?? state;
    case "verified":
      return { view: "done", request: null, result: message.result };
    case "refused":
      return refused(state, message.problem, message.now);
    case "retry":
      if (state.view === "failed")
        return (state.until ?? 0) > message.now ? state : { view: "starting", request: { ...login }, late: false };
      break;
    default:
  }
  return state.view === "prompt" ? updatePrompt(state, message) : state;
}

const whileBusy: readonly ChallengeMessage["type"][] = [
  "sms-sent",
  "delivery-told",
  "typed",
  "remembers",
  "ceremony-ended",
];

/** While a call is under way only typing goes on, so no code can be sent twice and none that is typed is lost. */
function updatePrompt(state: PromptState, message: ChallengeMessage): PromptState {
  if (state.request !== null && !whileBusy.includes(message.type)) return state;
  switch (message.type) {
    case "sms-sent":
      return { ...state, request: null, trouble: null, sent: sentNow(message.challenge, message.now) };
    case "delivery-told":
      return withDelivery(state, message);
    case "typed":
      return typeCode(state, message.text, message.now);
    case "submitted":
      return submitCode(state, message.now);
    case "chosen":
      return choose(state, message);
    case "remembers":
      return { ...state, remembers: message.on };
    case "page":
      return { ...state, page: message.page };
    case "ceremony-wanted":
      return ceremony(state);
    case "ceremony-ended":
      return ceremonyEnded(state, message.end);
    case "resend":
      return resend(state, message);
    case "retry":
      return retry(state, message.now);
    default:
      return state;
  }
}

interface Begun {
  readonly late: boolean;
  readonly answered?: boolean;
}

function decided(data: LoginDecision, now: number, { late, answered: isAnswered = false }: Begun): ChallengeState {
  switch (data.decision) {
    case "allow": {
      const { assertion, expiresAt, failedSinceLastLogin = 0 } = data;
      const result = { assertion, accessToken: null, expiresAt, method: null, failedSinceLastLogin };
      const question = isAnswered ? null : questionIn(data);
      return question === null
        ? { view: "done", request: null, result }
        : { view: "question", request: null, question, result, until: handOverBy(expiresAt, now), trouble: null };
    }
    case "enroll":
      return { view: "enrollment", request: null, offer: data.enrollment, question: null };
    case "challenge":
      return prompt(data, now, late);
    default:
      // A decision that is newer than this page.
      return { view: "failed", request: null, code: "unexpected", until: null };
  }
}

/** The next press goes on with the new challenge. */
function renewed(state: PromptState, { data, now }: Extract<ChallengeMessage, { type: "decided" }>): ChallengeState {
  const next = decided(data, now, state);
  return next.view === "prompt" ? { ...next, remembers: state.remembers, renewed: true, ceremonyEnded: true } : next;
}

function prompt(data: ChallengeDecision, now: number, late: boolean): PromptState {
  const { factors, challenge, recoveryHelp, publicKey = null } = data;
  const known = factors.filter(({ type }) => kindOf(type) !== null && (publicKey !== null || !isCeremony(type)));
  const awaited = challenge === null ? undefined : known.find(({ id }) => id === challenge.factorId);
  const factor = awaited ?? known.find(({ preferred }) => preferred) ?? known[0];
  const left = data.backupCodes.remaining;
  const sent = challenge && sentNow(challenge, now);
  const unavailable = data.sms?.unavailable;
  return {
    view: "prompt",
    request: null,
    page: factor === undefined && left === 0 ? "methods" : "code",
    factors,
    backupCodesRemaining: left,
    recoveryHelp,
    calls: data.channels?.includes("voice") === true,
    recovery: data.recovery,
    recoveryOffered: data.recoveryOffered,
    publicKey,
    ceremonyEnded: false,
    renewed: false,
    chosen: factor ?? backupCodes,
    deviceDays: data.trustedDevices?.days ?? 0,
    remembers: false,
    sent,
    entry: emptyEntry,
    locks: {},
    trouble: unavailable === undefined ? null : { code: smsTrouble(unavailable), until: null, retry: null },
    late,
  };
}

/** The contract leaves the reason open; what is not known counts as "not sent". */
const reasons: readonly TroubleCode[] = ["sms_limit_reached", "too_many_attempts", "method_disabled"];
const smsTrouble = (reason: string): TroubleCode => reasons.find((code) => code === reason) ?? "sms_delivery_failed";
