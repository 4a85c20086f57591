import type { LoginDecision, TroubleCode } from "../api.ts";
import { emptyEntry } from "../code/code-entry.ts";
import { nextSendAt } from "../code/next-send.ts";
import { choose, resend, retry, submitCode, typeCode } from "./prompt.ts";
import { refused } from "./refusal.ts";
import type { ChallengeMessage, ChallengeRequest, ChallengeState, PromptState, Sent } from "./state.ts";

const login: ChallengeRequest = { call: "login" };

/** How the prompt after the password goes on. Pure; what a message does not concern stays the same object. */
export function updateChallenge(state: ChallengeState, message: ChallengeMessage): ChallengeState {
  switch (message.type) {
    case "start":
      return { view: "starting", request: { ...login }, late: false };
    case "decided":
      return state.view === "starting" ? decided(message.data, message.now, state.late) : state;
    case "enrolled":
      return message.onTime
        ? { view: "done", request: null, result: message.result }
        : { view: "starting", request: { ...login }, late: true };
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

/** Nothing is taken while a call is under way, so no code can be sent twice. */
function updatePrompt(state: PromptState, message: ChallengeMessage): PromptState {
  if (state.request !== null && message.type !== "sms-sent") return state;
  switch (message.type) {
    case "sms-sent": {
      const resendAt = nextSendAt(message.challenge, message.now);
      return {
        ...state,
        request: null,
        trouble: null,
        sent: { challenge: message.challenge, resendAt, expired: false },
      };
    }
    case "typed":
      return typeCode(state, message.text, message.now);
    case "submitted":
      return submitCode(state, message.now);
    case "chosen":
      return choose(state, message.choice, message.now);
    case "page":
      return { ...state, page: message.page };
    case "resend":
      return resend(state, message.now);
    case "retry":
      return retry(state, message.now);
    default:
      return state;
  }
}

function decided(data: LoginDecision, now: number, late: boolean): ChallengeState {
  switch (data.decision) {
    case "allow": {
      const { assertion, expiresAt } = data;
      return { view: "done", request: null, result: { assertion, expiresAt, method: null } };
    }
    case "enroll":
      return { view: "enrollment", request: null, offer: data.enrollment };
    case "challenge":
      return prompt(data, now, late);
  }
}

function prompt(data: Extract<LoginDecision, { decision: "challenge" }>, now: number, late: boolean): PromptState {
  const { factors, challenge, recoveryHelp } = data;
  const need = challenge === null ? undefined : factors.find(({ id }) => id === challenge.factorId);
  const chosen = need ?? factors.find(({ preferred }) => preferred) ?? factors[0] ?? "backup_code";
  const sent: Sent | null = challenge && { challenge, resendAt: nextSendAt(challenge, now), expired: false };
  const unavailable = data.sms?.unavailable;
  return {
    view: "prompt",
    request: null,
    page: "code",
    factors,
    backupCodesRemaining: data.backupCodes.remaining,
    recoveryHelp,
    chosen,
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
