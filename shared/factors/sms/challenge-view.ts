import type { Challenge } from "../../account/challenges.ts";
import { maskPhone } from "./mask.ts";
import { isoTime } from "../../access/views.ts";

/** A sent code as the API shows it. */
export const challengeView = (challenge: Challenge, e164: string) => ({
  id: challenge.id,
  factorId: challenge.factorId,
  sentTo: maskPhone(e164),
  expiresAt: isoTime(challenge.expiresAt),
  resendAfter: Math.round((challenge.resendAt - challenge.sentAt) / 1000),
  resendAt: isoTime(challenge.resendAt),
});

export type ChallengeView = ReturnType<typeof challengeView>;
