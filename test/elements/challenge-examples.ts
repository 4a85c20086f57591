import type { Challenge, LoginDecision } from "../../web/elements/api.ts";
import { updateChallenge } from "../../web/elements/challenge/update.ts";
import { type ChallengeMessage, type ChallengeState, type Choice } from "../../web/elements/challenge/state.ts";
import { problem } from "./problem.ts";

export const now = 1_700_000_000_000;
export const app = { id: "fac_app", type: "totp", label: "Authenticator app", preferred: true } as const;
export const phone = {
  id: "fac_phone",
  type: "sms",
  label: "Phone",
  phoneNumber: "+41 ••• 12",
  preferred: false,
} as const;
export const challenge: Challenge = {
  id: "chl_1",
  factorId: "fac_phone",
  sentTo: "+41 ••• 12",
  expiresAt: new Date(now + 300_000).toISOString(),
  resendAfter: 30,
  resendAt: new Date(now + 30_000).toISOString(),
};
export const codeAsked = {
  decision: "challenge",
  factors: [app, phone],
  backupCodes: { remaining: 10 },
  recoveryHelp: null,
  recovery: null,
  recoveryOffered: false,
  challenge: null,
} satisfies LoginDecision;
export const result = {
  assertion: "a.b.c",
  accessToken: "d.e.f",
  expiresAt: "2026-11-21T10:00:00Z",
  method: "totp",
  failedSinceLastLogin: 0,
} as const;

export const after = (...messages: readonly ChallengeMessage[]): ChallengeState =>
  messages.reduce(updateChallenge, { view: "waiting", request: null });
export const prompt = (...messages: readonly ChallengeMessage[]): ChallengeState =>
  after({ type: "start" }, { type: "decided", data: codeAsked, now }, ...messages);
export const type = (text: string): ChallengeMessage => ({ type: "typed", text, now });
export const submit: ChallengeMessage = { type: "submitted", now };
export const refuse = (...args: Parameters<typeof problem>): ChallengeMessage => ({
  type: "refused",
  problem: problem(...args),
  now,
});
export const choose = (choice: Choice): ChallengeMessage => ({
  type: "chosen",
  choice,
  now,
});
export const smsSent: ChallengeMessage = { type: "sms-sent", challenge, now };
export const verifying = { call: "verify", code: "123456", method: "totp", challengeId: null, factorId: "fac_app" };
