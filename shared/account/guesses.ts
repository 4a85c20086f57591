import type { Account } from "./account.ts";
import { type At, type Decision, type Refusal, refused } from "./decision.ts";
import type { EventData, EventDraft } from "./events.ts";
import { type Budget, type Method, type SlowBudget, unused } from "./guess-budget.ts";
import { dayMillis, type Instant, isoTime, seconds } from "./instant.ts";

const dayCount = ({ guesses }: Account, now: Instant): number =>
  now < guesses.day.since + dayMillis ? guesses.day.count : 0;

/** A pending factor cannot be disabled for good: it guards nothing yet, and waits of an hour stop any guessing. */
export const isDisabled = (account: Account, method: Method, { rules }: Pick<At, "rules">): boolean =>
  method !== "enrollment" && account.guesses[method].failures >= rules.disableAfterGuesses;

/** The slow budget of a method in the window that is open now; a new one opens with the next wrong code. */
const slowBudget = (account: Account, method: Method, { now, rules }: At): SlowBudget => {
  const { slow } = account.guesses[method];
  return slow && now < slow.since + rules.slowDays * dayMillis ? slow : { since: now, compared: 0 };
};

/** Until when a method waits because its slow budget is spent; 0 if it is not. */
const slowUntil = (account: Account, method: Method, at: At): Instant => {
  const { since, compared } = slowBudget(account, method, at);
  return compared >= at.rules.slowCodes ? since + at.rules.slowDays * dayMillis : 0;
};

/** Why no code of this method may be judged now; null if one may. Right and wrong codes are answered alike. */
export function closed(account: Account, method: Method, at: At): Refusal | null {
  if (isDisabled(account, method, at)) return { code: "method_disabled", method };
  const lockedUntil = Math.max(account.guesses[method].lockedUntil, slowUntil(account, method, at));
  const dayEnds = account.guesses.day.since + dayMillis;
  const dayIsSpent = dayCount(account, at.now) >= at.rules.dailyGuesses;
  const retryAt = Math.max(lockedUntil, dayIsSpent ? dayEnds : 0);
  return retryAt > at.now ? { code: "too_many_attempts", retryAt } : null;
}

/** Counts one wrong code, compared with `compared` right ones, and sets the wait that follows from it (NIST SP 800-63B-4 section 3.2.2). */
function countFailure(account: Account, method: Method, compared: number, at: At): Account {
  const { now, rules } = at;
  const failures = account.guesses[method].failures + 1;
  const over = failures - rules.freeGuesses;
  const wait = over < 0 ? 0 : Math.min(rules.firstWaitSeconds * 2 ** over, rules.longestWaitSeconds);
  const count = dayCount(account, now);
  const slow = slowBudget(account, method, at);
  const failed = account.guesses.failedSinceLogin ?? 0;
  return {
    ...account,
    guesses: {
      ...account.guesses,
      [method]: {
        failures,
        lockedUntil: wait === 0 ? 0 : now + seconds(wait),
        slow: { since: slow.since, compared: slow.compared + compared },
      },
      // A set-up guards nothing yet: its wrong codes say nothing of the logins.
      ...(method !== "enrollment" && { failedSinceLogin: failed + 1 }),
      day: { since: count === 0 ? now : account.guesses.day.since, count: count + 1 },
    },
  };
}

/** A success resets only its own method's counter of codes in a row; the day's count and the slow budget stay. */
export const clearFailures = (account: Account, ...cleared: readonly Method[]): Account => ({
  ...account,
  guesses: {
    ...account.guesses,
    ...Object.fromEntries(cleared.map((method) => [method, withoutFailures(account, method)])),
  },
});

const withoutFailures = ({ guesses }: Account, method: Method): Budget => {
  const { slow } = guesses[method];
  return slow ? { ...unused, slow } : unused;
};

/** A right code at a login: resets the method's failures, and tells how many wrong codes of any method came before it. */
export function clearAtLogin(account: Account, method: Method): { readonly account: Account; readonly failed: number } {
  const cleared = clearFailures(account, method);
  const { failedSinceLogin: failed = 0, ...guesses } = cleared.guesses;
  return { account: { ...cleared, guesses }, failed };
}

/** How many wrong codes are left before the next wait. */
export const attemptsRemaining = (account: Account, method: Method, { now, rules }: At): number =>
  Math.max(
    0,
    Math.min(rules.freeGuesses - account.guesses[method].failures, rules.dailyGuesses - dayCount(account, now)),
  );

/**
 * A wrong code: counted, and the count is written before anybody hears of it. `compared`: how many right codes it was compared with
 * (apps × time steps), which is what a guess is worth.
 */
export function wrongCode(account: Account, method: Method, at: At, compared = 1): Decision<never> {
  const counted = countFailure(account, method, compared, at);
  const refusal = closed(counted, method, at);
  const left = attemptsRemaining(counted, method, at);
  const retryAt = refusal?.code === "too_many_attempts" ? refusal.retryAt : null;
  return {
    write: {
      account: counted,
      event: eventOf(
        { method, compared, ...spentBy(slowBudget(account, method, at), compared, at) },
        left,
        retryAt,
        refusal?.code === "method_disabled",
      ),
    },
    outcome: refused({ code: "invalid_code", attemptsRemaining: left, retryAt }),
  };
}

type Counted = Pick<EventData<"code.rejected">, "method" | "compared" | "spent">;

function eventOf(counted: Counted, left: number, retryAt: Instant | null, disabled: boolean): EventDraft {
  if (disabled) return { type: "method.disabled", data: counted };
  if (retryAt === null) return { type: "code.rejected", data: { ...counted, attemptsRemaining: left } };
  return { type: "method.locked", data: { ...counted, until: isoTime(retryAt) } };
}

/** Parts of the slow budget, in percent, at which the user is notified at once. */
const notifiedAt = [100, 50, 25] as const;

/** The highest of these parts that this code reached. */
function spentBy(before: SlowBudget, compared: number, { rules }: At): Pick<Counted, "spent"> {
  const reached = (percent: number): boolean => {
    const limit = (rules.slowCodes * percent) / 100;
    return before.compared < limit && before.compared + compared >= limit;
  };
  const spent = notifiedAt.find(reached);
  return spent === undefined ? {} : { spent };
}
