import { timingSafeEqual } from "node:crypto";
import { accept, loginRefused, type Verified } from "../../account/accept.ts";
import {
  type Account,
  type NamedContact,
  activeOf,
  findFactor,
  pendingOf,
  preferredFactor,
  replaceFactor,
} from "../../account/account.ts";
import {
  activate,
  confirmationRefused,
  type Confirmed,
  registrationRefused,
  withPending,
} from "../../account/enroll.ts";
import { type At, type Decision, type Outcome, refuse, refused } from "../../account/decision.ts";
import { type Challenge, isActive, type Sealed, type Sends, type SmsFactor } from "../../account/factor.ts";
import { wrongCode } from "../../account/guesses.ts";
import type { Policy } from "../../account/policy.ts";
import { reserveSend, type ReservedSend } from "./reserve-send.ts";

/** The phone that a code goes to: the named one, else the preferred factor if it is a phone, else the oldest phone that is not disabled. */
export function phoneToText(account: Account, factorId?: string): Outcome<{ readonly factor: SmsFactor }> {
  const named = factorId === undefined ? undefined : findFactor(account, factorId);
  if (factorId !== undefined && (!named || !isActive(named))) return refused({ code: "factor_not_found" });
  const preferred = preferredFactor(account);
  const phones = activeOf(account, "sms");
  const usable = phones.filter(({ disabled }) => disabled !== true);
  const phone = named ?? usable.find(({ id }) => id === preferred?.id) ?? usable[0] ?? phones[0];
  return phone?.type === "sms" ? { ok: true, factor: phone } : refused({ code: "no_sms_factor" });
}

export interface SmsEnrollment {
  readonly factorId: string;
  readonly challengeId: string;
  readonly label: string;
  readonly policy: Policy;
  /** Where the token says that the user is told of changes; null if it does not. */
  readonly contact: NamedContact | null;
  readonly phone: Sealed;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Keyed hash of the number's beginning. */
  readonly range?: string;
  /** Whether it is the number that the organisation registered for this user. */
  readonly isPreRegistered: boolean;
  /** An earlier factor with the same number: the waits between its sends go on. */
  readonly sameNumber: SmsFactor | undefined;
}

/** Sets the pending phone up and reserves its first SMS in the same write. */
export function enrollSms(account: Account, enrollment: SmsEnrollment, at: At): Decision<ReservedSend> {
  const {
    factorId: id,
    label,
    phone,
    country,
    range,
    isPreRegistered,
    sameNumber,
    policy,
    contact,
    challengeId,
  } = enrollment;
  const refusal = registrationRefused(account, { type: "sms", isPreRegistered, country }, policy, at);
  if (refusal) return refuse(refusal);
  const replaced = pendingOf(account, "sms") ?? null;
  const factor: SmsFactor = {
    type: "sms",
    id,
    label,
    createdAt: at.now,
    activeSince: null,
    preferred: false,
    phone,
    country,
    ...(range !== undefined && { range }),
    preRegistered: isPreRegistered,
    challenge: null,
    sends: sameNumber?.sends ?? waitsAfter(replaced?.sends ?? account.setUpSends, at),
  };
  const { outcome, ...reserved } = reserveSend(withPending(account, factor, contact), { factor, challengeId }, at);
  return { ...reserved, outcome: outcome.ok ? { ...outcome, replaced } : outcome };
}

/** A mistyped number can be corrected at once, but only once: after that the waits between sends go on, whatever the number. */
const waitsAfter = ({ streak, nextAt }: Sends, { now }: At): Sends => ({
  streak,
  nextAt: streak < 2 ? Math.min(nextAt, now) : nextAt,
});

/** A challenge and the keyed hash of the code that was typed for it. */
export interface TypedSmsCode {
  readonly challenge: Challenge | undefined;
  readonly mac: Uint8Array;
}

export function confirmSms(
  account: Account,
  { factor, policy, ...typed }: { readonly factor: SmsFactor; readonly policy: Policy } & TypedSmsCode,
  at: At,
): Decision<Confirmed> {
  const refusal = confirmationRefused(account, factor, policy, at);
  if (refusal) return refuse(refusal);
  switch (judge(factor, typed, at)) {
    case "right":
      return activate(account, spendChallenge(factor), at);
    case "wrong":
      return wrongCode(replaceFactor(account, countWrongGuess(factor)), "enrollment", at);
    case "used":
      return refuse({ code: "code_already_used" });
    case "expired":
      return refuse({ code: "challenge_expired" });
  }
}

/** Six digits with the challenge that they answer. */
export function verifySms(
  account: Account,
  {
    challengeId,
    challenges,
    mac,
  }: { readonly challengeId: string; readonly challenges: readonly Challenge[]; readonly mac: Uint8Array },
  at: At,
): Decision<Verified> {
  const refusal = loginRefused(account, "sms", at);
  if (refusal) return refusal;
  const factor = phoneOfChallenge(account, challengeId);
  if (!factor) return refuse({ code: "challenge_expired" });
  if (factor.disabled) return refuse({ code: "method_disabled", method: "sms" });
  const challenge = challenges.find(({ id }) => id === challengeId);
  switch (judge(factor, { challenge, mac }, at)) {
    case "right":
      return accept(replaceFactor(account, spendChallenge(factor)), "sms", factor, {
        ...(challenge?.channel && { channel: challenge.channel }),
      });
    case "wrong":
      return wrongCode(replaceFactor(account, countWrongGuess(factor)), "sms", at);
    case "used":
      return refuse({ code: "code_already_used" });
    case "expired":
      return refuse({ code: "challenge_expired" });
  }
}

export const phoneOfChallenge = (account: Account, challengeId: string): SmsFactor | undefined =>
  activeOf(account, "sms").find(({ challenge }) => challenge?.id === challengeId);

/** An SMS code counts only for the challenge that the account names as live, and only in its time. */
function judge(
  factor: SmsFactor,
  { challenge, mac }: TypedSmsCode,
  { now, rules }: At,
): "right" | "wrong" | "used" | "expired" {
  const live = factor.challenge;
  // The item may be late, early or still there long after its TTL.
  if (live === null || challenge?.id !== live.id || challenge.factorId !== factor.id || challenge.expiresAt <= now)
    return "expired";
  const matches = challenge.mac.length === mac.length && timingSafeEqual(challenge.mac, mac);
  if (live.used) return matches ? "used" : "expired";
  if (live.wrongGuesses >= rules.smsCodeTries) return "expired";
  return matches ? "right" : "wrong";
}

/** The factor after a right code: the code is used up, and whoever holds the phone need not wait for the next login's code. */
const spendChallenge = (factor: SmsFactor): SmsFactor => ({
  ...factor,
  challenge: factor.challenge && { ...factor.challenge, used: true },
  sends: { streak: 0, nextAt: 0 },
});

const countWrongGuess = (factor: SmsFactor): SmsFactor => ({
  ...factor,
  challenge: factor.challenge && { ...factor.challenge, wrongGuesses: factor.challenge.wrongGuesses + 1 },
});

/** The challenge shown once more to a user who asks again: its code can still be redeemed, and it is too early for another. */
export function youngChallenge(
  factor: SmsFactor,
  challenges: readonly Challenge[],
  { now, rules }: At,
): Challenge | undefined {
  const live = factor.challenge;
  if (live === null || live.used || live.wrongGuesses >= rules.smsCodeTries) return undefined;
  return challenges.find(
    ({ id, handedOver, expiresAt, resendAt }) => id === live.id && handedOver && now < expiresAt && now < resendAt,
  );
}
