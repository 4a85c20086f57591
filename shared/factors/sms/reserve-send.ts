import { isDeepStrictEqual } from "node:util";
import { type Account, replaceFactor } from "../../account/account.ts";
import { type At, type Decision, type Refusal, refuse } from "../../account/decision.ts";
import { type Challenge, type channels, type Factor, isActive, isOf, type SmsFactor } from "../../account/factor.ts";
import { closed } from "../../account/guesses.ts";
import type { Rules } from "../../account/rules.ts";
import { dayMillis, hourMillis, type Instant, seconds } from "../../account/instant.ts";
import { kindOf } from "../../account/kinds.ts";

/** After an hour without a send, the waits start over. */
const quietMillis = hourMillis;

/** Enough to hand an SMS over; a reservation that is older belongs to a process that died on the way. */
const handOverMillis = seconds(5);

export interface ReservedSend {
  readonly account: Account;
  readonly factor: SmsFactor;
  readonly challengeId: string;
  readonly resendAfterSeconds: number;
  readonly channel: (typeof channels)[number];
  /** State to return to if nothing goes out. */
  readonly before: Pick<SmsFactor, "challenge" | "sends">;
  /** Only for a set-up: the pending phone whose place it took, or null. */
  readonly replaced?: SmsFactor | null;
}

/** Reserves one send before anything leaves: parallel requests lose the write and find the wait begun. */
export function reserveSend(
  account: Account,
  {
    factor,
    challengeId,
    channel = "sms",
  }: { readonly factor: SmsFactor; readonly challengeId: string; readonly channel?: (typeof channels)[number] },
  at: At,
): Decision<ReservedSend> {
  const method = isActive(factor) ? "sms" : "enrollment";
  const disabled: Refusal | null = factor.disabled ? { code: "method_disabled", method } : null;
  const refusal = closed(account, method, at) ?? disabled ?? sendsClosed(account, factor, at);
  if (refusal) return refuse(refusal);
  const streak = at.now > factor.sends.nextAt + quietMillis ? 1 : factor.sends.streak + 1;
  const resendAfterSeconds = waitAfter(streak, at.rules);
  const sending: SmsFactor = {
    ...factor,
    challenge: { id: challengeId, wrongGuesses: 0, used: false },
    sends: { streak, nextAt: at.now + seconds(resendAfterSeconds) },
  };
  const reserved: Account = { ...replaceFactor(account, sending), smsDay: countedDay(account, at) };
  const purpose = isActive(factor) ? "login" : "enrollment";
  return {
    write: {
      account: reserved,
      event: { type: "sms.requested", data: { purpose, ...sendFacts(factor, channel) } },
    },
    outcome: {
      ok: true,
      account: reserved,
      factor: sending,
      challengeId,
      resendAfterSeconds,
      channel,
      before: { challenge: factor.challenge, sends: factor.sends },
    },
  };
}

/** Facts that the watch on pumping and the month's bill go by. */
const sendFacts = (factor: SmsFactor, channel: (typeof channels)[number]) => {
  const { country, range } = kindOf(factor).eventFacts(factor);
  return {
    factorId: factor.id,
    ...(country !== undefined && { country }),
    ...(!isActive(factor) && range !== undefined && { range }),
    ...(channel === "voice" && { channel }),
  };
};

/**
 * Nothing went out: the wait and the day's count are taken back, and an earlier code that is still alive goes on working.
 * A set-up that could not begin leaves nothing behind, and the one whose place it took is there again, unless its number is no longer
 * the registered one: that would have ended it.
 */
export function abandonSend(account: Account, reserved: ReservedSend, reason: string): Decision<object> {
  const factor = account.factors.find(({ id }) => id === reserved.factor.id);
  const stands = factor?.type === "sms" && factor.challenge?.id === reserved.challengeId && !factor.challenge.used;
  if (!stands) return { outcome: { ok: true } };
  return {
    write: {
      account: {
        ...account,
        factors: factorsBefore(account, factor, reserved),
        smsDay: uncountedDay(account, reserved),
      },
      event: { type: "sms.failed", data: { ...sendFacts(factor, reserved.channel), reason } },
    },
    outcome: { ok: true },
  };
}

const factorsBefore = (
  account: Account,
  factor: SmsFactor,
  { before, replaced, account: then }: ReservedSend,
): readonly Factor[] =>
  account.factors.flatMap((other) => {
    if (other.id !== factor.id) return [other];
    if (replaced === undefined) return [{ ...factor, ...before }];
    return replaced === null || isRegistrationOver(replaced, then, account) ? [] : [replaced];
  });

const isRegistrationOver = ({ preRegistered }: SmsFactor, then: Account, now: Account): boolean =>
  preRegistered && !isDeepStrictEqual(now.preRegisteredPhone, then.preRegisteredPhone);

/** Waits for an SMS that nobody handed to the provider end five seconds after its reservation, and do not lengthen the next one. */
export const endLostWaits = (account: Account, challenges: readonly Challenge[], at: At): Account => ({
  ...account,
  factors: account.factors.map((factor) => {
    const until = isOf("sms")(factor) ? handOverEnds(factor, challenges, at) : null;
    return isOf("sms")(factor) && until !== null
      ? { ...factor, sends: { streak: Math.max(0, factor.sends.streak - 1), nextAt: until } }
      : factor;
  }),
});

/** Another call has reserved the SMS and may still be handing it over. */
export function isBeingSent(factor: SmsFactor, challenges: readonly Challenge[], at: At): boolean {
  const ends = handOverEnds(factor, challenges, at);
  return ends !== null && at.now < ends;
}

/** Null: nothing is reserved, or it was handed over. */
function handOverEnds(
  { challenge: live, sends: { streak, nextAt } }: SmsFactor,
  challenges: readonly Challenge[],
  { now, rules }: At,
): Instant | null {
  if (live === null || live.used || nextAt <= now) return null;
  if (challenges.some(({ id, handedOver }) => id === live.id && handedOver)) return null;
  return nextAt - seconds(waitAfter(streak, rules)) + handOverMillis;
}

function sendsClosed(account: Account, factor: SmsFactor, { now, rules }: At): Refusal | null {
  const dayEnds = account.smsDay.since + dayMillis;
  const dayIsSpent = now < dayEnds && account.smsDay.count >= rules.smsPerUserDay;
  const retryAt = Math.max(factor.sends.nextAt, dayIsSpent ? dayEnds : 0);
  return retryAt > now ? { code: "sms_limit_reached", retryAt } : null;
}

const countedDay = ({ smsDay }: Account, { now }: At): Account["smsDay"] =>
  now < smsDay.since + dayMillis ? { ...smsDay, count: smsDay.count + 1 } : { since: now, count: 1 };

/** A send that was counted on a day that is over is not in the count of the present one. */
const uncountedDay = ({ smsDay }: Account, { account: { smsDay: countedIn } }: ReservedSend): Account["smsDay"] =>
  smsDay.since === countedIn.since ? { ...smsDay, count: Math.max(0, smsDay.count - 1) } : smsDay;

const waitAfter = (streak: number, rules: Rules): number =>
  streak === 1 ? rules.resendFirstSeconds : streak === 2 ? rules.resendSecondSeconds : rules.resendLaterSeconds;
