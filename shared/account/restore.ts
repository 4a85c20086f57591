import {
  type Account,
  activeFactors,
  emptyAccount,
  isEnabled,
  remainingBackupCodes,
  withoutHelpDesk,
} from "./account.ts";
import type { EventDraft } from "./events.ts";
import { type Factor, isActive, isKnown, type TotpFactor } from "./factor.ts";
import { type Budget, type Closing, type Guesses, type Method, methods, type SlowBudget } from "./guess-budget.ts";
import { dayMillis, type Instant } from "./instant.ts";
import { kindOf } from "./kinds.ts";
import type { RecoveryTrace } from "./recovery-state.ts";
import type { LostGuesses, LostHistory } from "./lost-history.ts";
import { withoutUndo } from "./undo.ts";

/** The highest `disableAfterGuesses` that the rules allow: disabled in any deployment. */
export const failuresThatDisable = 100;

export interface Restored {
  readonly account: Account;
  readonly event: Extract<EventDraft, { readonly type: "account.restored" }>;
  /** 2FA was on when the table was lost, but no factor of then is in the backup: `shut` has to make the account safe. */
  readonly mustBeShut: boolean;
}

/**
 * An account as a backup brought it back, made safe: nothing that was used, removed or ended before the `fence` works again.
 * Null: it has been fenced already, or was made after. What somebody did after the fence stays.
 * `unusable`: passkeys without a credential that opens; they go.
 *
 * The epoch becomes the fence in milliseconds. An item of DynamoDB takes at most 1,000 writes a second, so epochs, which rise by
 * one with a write, never outrun the clock: the fence is above every epoch that any table can have had before it.
 */
export function restore(
  found: Account,
  history: LostHistory,
  fence: Instant,
  unusable: ReadonlySet<string> = new Set(),
): Restored | null {
  if (found.epoch >= fence) return null;
  const { recovery: _, ...backup } = found;
  const account = history.erased ? { ...emptyAccount, version: found.version } : backup;
  const factors = account.factors
    .filter((factor) => survives(factor, history, fence) && !unusable.has(factor.id))
    .map((factor) => disabledAsLogged(spent(factor, fence), history));
  const on = factors.some(isActive);
  const keepsCodes = on && account.backupCodes !== null && account.backupCodes.generatedAt >= fence;
  const restored: Account = {
    // It may have been used since.
    ...withoutUndo(withoutHelpDesk(account)),
    factors,
    backupCodes: keepsCodes ? account.backupCodes : null,
    guesses: guessesAfter(account, history, fence),
    smsDay: dayAfter(account.smsDay, history.smsAt, fence),
    preRegisteredPhone: history.preRegistrationChanged ? null : account.preRegisteredPhone,
    ...(history.required && { required: true }),
    // Their counts may have gone back, so that a token used long ago would count again.
    devices: [],
    epoch: fence,
    // Above every counter of before, as the epoch is: no challenge that was shown then is good any more.
    passkeyLogins: Math.max(account.passkeyLogins, fence),
    ...(history.recoveryWaitedAt > 0 && { recoveryTrace: waitedAt(account, history.recoveryWaitedAt) }),
  };
  const wasOn = history.activated.size > 0 || (isEnabled(account) && !history.switchedOff);
  const mustBeShut = wasOn && !on;
  const data = {
    factors: activeFactors(found).length - activeFactors(restored).length,
    backupCodes: keepsCodes ? 0 : remainingBackupCodes(found.backupCodes),
    shut: mustBeShut,
  };
  return { account: restored, event: { type: "account.restored", data }, mustBeShut };
}

/** A request that began to wait since must not make room for the next. */
const waitedAt = ({ recoveryTrace: trace }: Account, at: Instant): RecoveryTrace => ({
  mails: trace?.mails ?? { since: 0, count: 0 },
  waitedAt: Math.max(trace?.waitedAt ?? 0, at),
});

/**
 * Keeps 2FA on for a user of whom no factor is left, until an admin has looked at who it is and resets: were the account empty, the
 * password alone would do. `placeholder` is an authenticator that nobody has; its method is disabled, so nobody can guess at it either.
 */
export const shut = (account: Account, placeholder: TotpFactor): Account => ({
  ...account,
  factors: [...account.factors, { ...placeholder, disabled: true }],
  guesses: { ...account.guesses, [placeholder.type]: { failures: failuresThatDisable, lockedUntil: 0 } },
});

/** Set-ups under way before the fence are over; factors that are gone by the log stay gone. */
function survives(factor: Factor, { removed, switchedOff, activated }: LostHistory, fence: Instant): boolean {
  if (factor.createdAt >= fence) return true;
  return isActive(factor) && !removed.has(factor.id) && (!switchedOff || activated.has(factor.id));
}

/** Without any code that may have been shown or sent before the fence. */
const spent = (factor: Factor, fence: Instant): Factor =>
  isKnown(factor) ? kindOf(factor).withoutCodesBefore(factor, fence) : factor;

/** Factors that are left were active in the backup already: what the log says of their method was about them. */
function disabledAsLogged(factor: Factor, { guesses }: LostHistory): Factor {
  const method = methods.find((one) => one === factor.type);
  if (method === undefined) return factor;
  if (guesses[method].disabled) return { ...factor, disabled: true };
  if (guesses[method].reopened === null) return factor;
  const { disabled: _, ...enabled } = factor;
  return enabled;
}

function guessesAfter({ guesses }: Account, history: LostHistory, fence: Instant): Guesses {
  const budgets = methods.map(
    (method) => [method, budgetAfter(guesses[method], history.guesses[method], fence)] as const,
  );
  return {
    ...(Object.fromEntries(budgets) as Record<Method, Budget>),
    day: dayAfter(guesses.day, history.wrongAt, fence),
    ...lockedAfter(guesses, history, fence),
    ...(guesses.failedSinceLogin !== undefined && { failedSinceLogin: guesses.failedSinceLogin }),
  };
}

/** A lock that the backup does not know of counts as one of the fence. */
const lockedAfter = ({ lockedAt }: Guesses, { guesses }: LostHistory, fence: Instant): Pick<Guesses, "lockedAt"> => {
  const isLost = methods.some((method) => guesses[method].lockedUntil > 0 || guesses[method].closedAt > 0);
  return isLost ? { lockedAt: fence } : { ...(lockedAt !== undefined && { lockedAt }) };
};

function budgetAfter(budget: Budget, lost: LostGuesses, fence: Instant): Budget {
  const before = lost.cleared ? { failures: 0, lockedUntil: 0 } : budget;
  const slow = slowAfter(budget.slow, lost.compared, fence);
  const closing = closingAfter(budget.closing, lost);
  return {
    failures: lost.disabled ? failuresThatDisable : before.failures + lost.failures,
    lockedUntil: Math.max(before.lockedUntil, lost.lockedUntil),
    ...(slow && { slow }),
    ...(closing && { closing }),
  };
}

/** A reopening that the backup does not know of must not come twice in its thirty days. */
function closingAfter(closing: Closing | undefined, { closedAt, reopened, cleared }: LostGuesses): Closing | undefined {
  const before = closing ?? { closedAt: 0, reopenedAt: 0, onTrial: false };
  const after = {
    closedAt: Math.max(before.closedAt, closedAt),
    reopenedAt: Math.max(before.reopenedAt, reopened?.reopenedAt ?? 0),
    onTrial: reopened?.onTrial ?? (before.onTrial && !cleared),
  };
  return closing === undefined && closedAt === 0 && reopened === null ? undefined : after;
}

/**
 * Adds the codes that the log counts; a window that the backup knows of goes on, else one opens at the fence. Wrong codes
 * that a reopening allowed beyond the budget do not come back.
 */
const slowAfter = (slow: SlowBudget | undefined, compared: number, fence: Instant): SlowBudget | undefined =>
  compared === 0 ? slow : { since: slow?.since ?? fence, compared: (slow?.compared ?? 0) + compared };

/** Adds what was counted in the last day before the fence; a day that the backup knows of goes on. */
function dayAfter(
  day: Readonly<Record<"since" | "count", number>>,
  lost: readonly Instant[],
  fence: Instant,
): { readonly since: Instant; readonly count: number } {
  const recent = lost.filter((at) => at > fence - dayMillis);
  const [first] = recent;
  if (first === undefined) return day;
  return fence < day.since + dayMillis
    ? { since: day.since, count: day.count + recent.length }
    : { since: first, count: recent.length };
}
