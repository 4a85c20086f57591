import type { Account } from "./account.ts";
import { type At, type Decision, type Refusal, refused } from "./decision.ts";
import type { EventDraft } from "./events.ts";
import { type Method, unused } from "./guess-budget.ts";
import { dayMillis, type Instant, isoTime, seconds } from "./instant.ts";

const dayCount = ({ guesses }: Account, now: Instant): number =>
  now < guesses.day.since + dayMillis ? guesses.day.count : 0;

/** A pending factor cannot be disabled for good: it guards nothing yet, and waits of an hour stop any guessing. */
export const isDisabled = (account: Account, method: Method, { rules }: Pick<At, "rules">): boolean =>
  method !== "enrollment" && account.guesses[method].failures >= rules.disableAfterGuesses;

/** Why no code of this method may be judged now; null if one may. Right and wrong codes are answered alike. */
export function closed(account: Account, method: Method, at: At): Refusal | null {
  if (isDisabled(account, method, at)) return { code: "method_disabled", method };
  const { lockedUntil } = account.guesses[method];
  const dayEnds = account.guesses.day.since + dayMillis;
  const dayIsSpent = dayCount(account, at.now) >= at.rules.dailyGuesses;
  const retryAt = Math.max(lockedUntil, dayIsSpent ? dayEnds : 0);
  return retryAt > at.now ? { code: "too_many_attempts", retryAt } : null;
}

/** Counts one wrong code and sets the wait that follows from it (NIST SP 800-63B-4 section 3.2.2). */
function countFailure(account: Account, method: Method, { now, rules }: At): Account {
  const failures = account.guesses[method].failures + 1;
  const over = failures - rules.freeGuesses;
  const wait = over < 0 ? 0 : Math.min(rules.firstWaitSeconds * 2 ** over, rules.longestWaitSeconds);
  const count = dayCount(account, now);
  return {
    ...account,
    guesses: {
      ...account.guesses,
      [method]: { failures, lockedUntil: wait === 0 ? 0 : now + seconds(wait) },
      day: { since: count === 0 ? now : account.guesses.day.since, count: count + 1 },
    },
  };
}

/** A success resets only its own method's counter; the day's count stays. */
export const clearFailures = (account: Account, ...cleared: readonly Method[]): Account => ({
  ...account,
  guesses: { ...account.guesses, ...Object.fromEntries(cleared.map((method) => [method, unused])) },
});

/** How many wrong codes are left before the next wait. */
export const attemptsRemaining = (account: Account, method: Method, { now, rules }: At): number =>
  Math.max(
    0,
    Math.min(rules.freeGuesses - account.guesses[method].failures, rules.dailyGuesses - dayCount(account, now)),
  );

/** A wrong code: counted, and the count is written before anybody hears of it. */
export function wrongCode(account: Account, method: Method, at: At): Decision<never> {
  const counted = countFailure(account, method, at);
  const refusal = closed(counted, method, at);
  const left = attemptsRemaining(counted, method, at);
  const retryAt = refusal?.code === "too_many_attempts" ? refusal.retryAt : null;
  return {
    write: { account: counted, event: eventOf(method, left, retryAt, refusal?.code === "method_disabled") },
    outcome: refused({ code: "invalid_code", attemptsRemaining: left, retryAt }),
  };
}

function eventOf(method: Method, left: number, retryAt: Instant | null, disabled: boolean): EventDraft {
  if (disabled) return { type: "method.disabled", data: { method } };
  if (retryAt === null) return { type: "code.rejected", data: { method, attemptsRemaining: left } };
  return { type: "method.locked", data: { method, until: isoTime(retryAt) } };
}
