import { type Account, activeFactors } from "./account.ts";
import { type At, type Decision, type Refusal, refused } from "./decision.ts";
import type { EventData, EventDraft } from "./events.ts";
import {
  type Budget,
  type Closing,
  dueLink,
  type Method,
  type SlowBudget,
  unused,
  wrongCodes,
} from "./guess-budget.ts";
import { type Factor, isActive } from "./factor.ts";
import { dayMillis, type Instant, isoTime, seconds } from "./instant.ts";

const dayCount = ({ guesses }: Account, now: Instant): number =>
  now < guesses.day.since + dayMillis ? guesses.day.count : 0;

/** Wrong codes in a row that a reopened method takes, and wrong codes that it may cost beyond a spent slow budget. */
export const triesOfReopening = 5;
/** Without this wait a thief who changes the password would refill the guesses. */
const reopeningWait = 30 * dayMillis;

const mostFailures = ({ closing }: Budget, { rules }: Pick<At, "rules">): number =>
  closing?.onTrial ? triesOfReopening : rules.disableAfterGuesses;

export const isOfMethod =
  (method: Method) =>
  ({ type }: Factor): boolean =>
    type === method;

const countsDisable = (method: Method, budget: Budget, at: Pick<At, "rules">): boolean =>
  wrongCodes[method].disable && budget.failures >= mostFailures(budget, at);

/** No factor of the method takes a code: wrong ones disabled all that were active then, and none came later. */
export function isDisabled(account: Account, method: Method, at: Pick<At, "rules">): boolean {
  const own = activeFactors(account).filter(isOfMethod(method));
  return (
    countsDisable(method, account.guesses[method], at) ||
    (own.length > 0 && own.every(({ disabled }) => disabled === true))
  );
}

/** The method itself, or one of its factors. */
export const isPartlyDisabled = (account: Account, method: Method, at: Pick<At, "rules">): boolean =>
  isDisabled(account, method, at) ||
  activeFactors(account).some((factor) => factor.disabled === true && isOfMethod(method)(factor));

/** The slow budget of a method in the window that is open now; a new one opens with the next wrong code. */
const slowBudget = (account: Account, method: Method, { now, rules }: At): SlowBudget => {
  const { slow } = account.guesses[method];
  return slow && now < slow.since + rules.slowDays * dayMillis ? slow : { since: now, compared: 0 };
};

const isSpent = ({ compared, extra = 0 }: SlowBudget, { rules }: At): boolean =>
  compared >= rules.slowCodes && extra === 0;

/** Until when a method waits because its slow budget is spent; 0 if it is not. */
const slowUntil = (account: Account, method: Method, at: At): Instant => {
  const slow = slowBudget(account, method, at);
  return isSpent(slow, at) ? slow.since + at.rules.slowDays * dayMillis : 0;
};

/** The slow budget with one more wrong code; beyond its end it uses up what a reopening allows. */
const slower = (slow: SlowBudget, compared: number, { rules }: At): SlowBudget => {
  const { extra = 0 } = slow;
  const left = slow.compared >= rules.slowCodes ? extra - 1 : extra;
  return { since: slow.since, compared: slow.compared + compared, ...(left > 0 && { extra: left }) };
};

/** Why no code of this method may be judged now; null if one may. Right and wrong codes are answered alike. */
export function closed(account: Account, method: Method, at: At): Refusal | null {
  if (isDisabled(account, method, at)) return { code: "method_disabled", method };
  const lockedUntil = Math.max(account.guesses[method].lockedUntil, slowUntil(account, method, at));
  const dayEnds = account.guesses.day.since + dayMillis;
  const dayIsSpent = wrongCodes[method].spend && dayCount(account, at.now) >= at.rules.dailyGuesses;
  const retryAt = Math.max(lockedUntil, dayIsSpent ? dayEnds : 0);
  return retryAt > at.now ? { code: "too_many_attempts", retryAt } : null;
}

/** Counts one wrong code, compared with `compared` right ones, and sets the wait that follows from it (NIST SP 800-63B-4 section 3.2.2). */
function countFailure(account: Account, method: Method, compared: number, at: At): Account {
  const { now, rules } = at;
  const budget = account.guesses[method];
  const failures = budget.failures + 1;
  const over = failures - rules.freeGuesses;
  const wait = over < 0 ? 0 : Math.min(rules.firstWaitSeconds * 2 ** over, rules.longestWaitSeconds);
  const count = dayCount(account, now);
  const { spend } = wrongCodes[method];
  const slow = slower(slowBudget(account, method, at), compared, at);
  const failed = account.guesses.failedSinceLogin ?? 0;
  const disables = countsDisable(method, { ...budget, failures }, at);
  const closing: Closing | undefined =
    disables || (spend && isSpent(slow, at))
      ? { reopenedAt: 0, onTrial: false, ...budget.closing, closedAt: now, link: dueLink }
      : budget.closing;
  return {
    ...account,
    ...(disables && {
      factors: account.factors.map((factor) => disabledFactor(factor, method)),
      ...(account.staged && { staged: { ...account.staged, factor: disabledFactor(account.staged.factor, method) } }),
    }),
    guesses: {
      ...account.guesses,
      [method]: {
        failures,
        lockedUntil: wait === 0 ? 0 : now + seconds(wait),
        ...(spend && { slow }),
        ...(closing && { closing }),
      },
      // A set-up guards nothing yet: its wrong codes say nothing of the logins.
      ...(method !== "enrollment" && { failedSinceLogin: failed + 1 }),
      ...(spend && { day: { since: count === 0 ? now : account.guesses.day.since, count: count + 1 } }),
    },
  };
}

const disabledFactor = <F extends Factor>(factor: F, method: Method): F =>
  isActive(factor) && isOfMethod(method)(factor) ? { ...factor, disabled: true } : factor;

/** A success resets only its own method's counter of codes in a row; the day's count and the slow budget stay. */
export const clearFailures = (account: Account, ...cleared: readonly Method[]): Account => ({
  ...account,
  guesses: {
    ...account.guesses,
    ...Object.fromEntries(cleared.map((method) => [method, withoutFailures(account, method)])),
  },
});

const withoutFailures = ({ guesses }: Account, method: Method): Budget => {
  const { slow, closing } = guesses[method];
  return { ...unused, ...(slow && { slow }), ...(closing && { closing: { ...closing, onTrial: false } }) };
};

/** A completed login: resets the method's failures, and tells how many wrong codes of any method came before it. */
export function clearAtLogin(
  account: Account,
  budget: Method | null,
): { readonly account: Account; readonly failed: number } {
  const cleared = budget === null ? account : clearFailures(account, budget);
  const { failedSinceLogin: failed = 0, ...guesses } = cleared.guesses;
  return { account: { ...cleared, guesses }, failed };
}

/** How many wrong codes are left before the next wait. */
export const attemptsRemaining = (account: Account, method: Method, { now, rules }: At): number =>
  Math.max(
    0,
    Math.min(
      rules.freeGuesses - account.guesses[method].failures,
      mostFailures(account.guesses[method], { rules }) - account.guesses[method].failures,
      ...(wrongCodes[method].spend ? [rules.dailyGuesses - dayCount(account, now)] : []),
    ),
  );

/**
 * A wrong code: counted, and the count is written before anybody hears of it. `compared`: how many right codes it was compared with
 * (apps × time steps), which is what a guess is worth.
 */
export function wrongCode(
  account: Account,
  method: Method,
  at: At,
  compared = 1,
  known: Pick<Extract<Refusal, { readonly code: "invalid_code" }>, "clockMinutes"> = {},
): Decision<never> {
  const failed = countFailure(account, method, compared, at);
  const refusal = closed(failed, method, at);
  // A set-up guards nothing yet.
  const locks = refusal !== null && method !== "enrollment";
  const counted = locks ? { ...failed, guesses: { ...failed.guesses, lockedAt: at.now } } : failed;
  const left = attemptsRemaining(counted, method, at);
  const retryAt = refusal?.code === "too_many_attempts" ? refusal.retryAt : null;
  return {
    write: {
      account: counted,
      event: eventOf(
        { method, compared, ...(wrongCodes[method].spend && spentBy(slowBudget(account, method, at), compared, at)) },
        left,
        retryAt,
        refusal?.code === "method_disabled",
      ),
    },
    outcome: refused({ code: "invalid_code", attemptsRemaining: left, retryAt, ...known }),
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

/** Once in thirty days. */
export const mayReopen = ({ closing }: Budget, { now }: Pick<At, "now">): boolean =>
  closing === undefined || now >= closing.reopenedAt + reopeningWait;

/** Wrong codes disabled it, or spent its slow budget. */
export const isClosedByGuesses = (account: Account, method: Method, at: At): boolean =>
  isPartlyDisabled(account, method, at) || isSpent(slowBudget(account, method, at), at);

/** Allows few tries more. The slow budget goes on from where it is, so that no reopening refills it. */
export function reopenedBudget(account: Account, method: Method, closing: Closing, at: At): Budget {
  const slow = slowBudget(account, method, at);
  return { ...unused, ...(slow.compared > 0 && { slow: { ...slow, extra: triesOfReopening } }), closing };
}

/**
 * Binding a factor again begins its method's count anew (NIST SP 800-63B-4 section 3.2.2); where the slow budget is spent it counts as
 * a reopening.
 */
export function clearByBinding(account: Account, method: Method, at: At): Account {
  const cleared = clearFailures(account, method);
  const budget = cleared.guesses[method];
  if (!isSpent(slowBudget(cleared, method, at), at) || !mayReopen(budget, at)) return cleared;
  const closing = { closedAt: budget.closing?.closedAt ?? 0, reopenedAt: at.now, onTrial: false };
  return {
    ...cleared,
    guesses: { ...cleared.guesses, [method]: reopenedBudget(cleared, method, closing, at) },
  };
}
