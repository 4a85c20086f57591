import { timingSafeEqual } from "node:crypto";
import type { SmsFactor } from "../../account/account.ts";
import type { Challenge } from "../../account/challenges.ts";
import type { At } from "../../account/decision.ts";

/** What an SMS code is worth: the account says which challenge is live, the challenge item what its code hashes to. */
export function redeemChallenge(
  factor: SmsFactor,
  challenge: Challenge | undefined,
  mac: Uint8Array,
  { now, rules }: At,
): "right" | "wrong" | "used" | "expired" {
  const live = factor.challenge;
  // The item may be late, early or still there long after its TTL: only the live one counts, and only in its time.
  if (live === null || challenge?.id !== live.id || challenge.factorId !== factor.id || challenge.expiresAt <= now)
    return "expired";
  const matches = challenge.mac.length === mac.length && timingSafeEqual(challenge.mac, mac);
  if (live.used) return matches ? "used" : "expired";
  if (live.wrongGuesses >= rules.smsCodeTries) return "expired";
  return matches ? "right" : "wrong";
}

/** The factor after a right code: the code is used up, and whoever holds the phone need not wait for the next login's code. */
export const spendChallenge = (factor: SmsFactor): SmsFactor => ({
  ...factor,
  challenge: factor.challenge && { ...factor.challenge, used: true },
  sends: { streak: 0, nextAt: 0 },
});

export const countWrongGuess = (factor: SmsFactor): SmsFactor => ({
  ...factor,
  challenge: factor.challenge && { ...factor.challenge, wrongGuesses: factor.challenge.wrongGuesses + 1 },
});

/** The challenge that a user who asks again is shown once more: its code can still be redeemed, and it is too early for another. */
export function youngChallenge(
  factor: SmsFactor,
  challenges: readonly Challenge[],
  { now, rules }: At,
): Challenge | undefined {
  const live = factor.challenge;
  if (live === null || live.used || live.wrongGuesses >= rules.smsCodeTries) return undefined;
  return challenges.find(({ id, expiresAt, resendAt }) => id === live.id && now < expiresAt && now < resendAt);
}
