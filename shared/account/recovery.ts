import { type Account, isEnabled } from "./account.ts";
import { type At, type Decision, type Refusal, refuse } from "./decision.ts";
import type { EventDraft } from "./events.ts";
import { type Factor, isActive } from "./factor.ts";
import { dayMillis, hourMillis, type Instant, isoTime, seconds } from "./instant.ts";
import type { Policy } from "./policy.ts";
import {
  cancelRecovery,
  codeMillis,
  eventsOf,
  isSuspect,
  lapsedBy,
  leastHoursAlone,
  noTrace,
  offersRecovery,
  recoveryAt,
  type RecoveryStanding,
  phonesToNotify,
  withoutRecovery,
} from "./recovery-standing.ts";
import type { Recovery, RecoveryWait } from "./recovery-state.ts";

/**
 * Recovery of a user who has lost every factor and code: password and a code sent to a validated address (NIST SP 800-63B-4 section 4.2),
 * then a delay in which every channel tells the owner, an approval where one is due, a second code, and a set-up afresh.
 */

const mailsPerDay = 3;
/** Between the beginnings of two waits, whatever became of the first. */
const weekMillis = 7 * dayMillis;

/** A refusal that puts down why a request is over, if it is. */
function refuseOver(account: Account, policy: Policy, refusal: Refusal, { now }: At): Decision<never> {
  const by = lapsedBy(account, policy, now);
  const { write } = by === null ? {} : cancelRecovery(account, { by });
  return { ...(write && { write }), ...refuse(refusal) };
}

export interface AskedRecovery {
  readonly recovery: RecoveryStanding;
  /** The code to mail; null: none is due. */
  readonly mail: RecoveryCode | null;
}
/** `key`: from it, and the request's id, the code is made. */
export interface RecoveryCode {
  readonly of: "confirm" | "complete";
  readonly recoveryId: string;
  readonly key: string;
}

export const codeOf = ({ id, codeAt }: Recovery, of: RecoveryCode["of"]): RecoveryCode => ({
  of,
  recoveryId: id,
  key: of === "confirm" ? String(codeAt) : "",
});

/** Asks for a recovery, or for the code of the one under way again. `id` is for a new one. */
export function askRecovery(
  account: Account,
  { id, canMail }: { readonly id: string; readonly canMail: boolean },
  policy: Policy,
  at: At,
): Decision<AskedRecovery> {
  const { now } = at;
  if (!isEnabled(account)) return refuse({ code: "not_enrolled" });
  if (!offersRecovery(account, policy, canMail, now))
    return refuseOver(account, policy, { code: "recovery_not_offered" }, at);
  const standing = recoveryAt(account, policy, now);
  if (standing?.state === "waiting") return { outcome: { ok: true, recovery: standing, mail: null } };

  const trace = account.recoveryTrace ?? noTrace;
  const isSameDay = now < trace.mails.since + dayMillis;
  if (isSameDay && trace.mails.count >= mailsPerDay)
    return refuse({ code: "too_many_attempts", retryAt: trace.mails.since + dayMillis });
  const mails = isSameDay ? { ...trace.mails, count: trace.mails.count + 1 } : { since: now, count: 1 };
  const over =
    standing === null ? withoutRecovery(account, lapsedBy(account, policy, now) ?? "time") : { account, also: [] };
  const known = over.account.recovery;
  const recovery: Recovery = known
    ? {
        ...known,
        ...(known.wait ? {} : { askedAt: now, codeAt: now < known.codeAt + codeMillis ? known.codeAt : now }),
      }
    : { id, askedAt: now, codeAt: now, wrong: { failures: 0, until: 0 } };
  const changed = { ...over.account, recovery, recoveryTrace: { ...trace, mails } };
  const events: readonly EventDraft[] = known ? [] : [...over.also, { type: "recovery.asked", data: {} }];
  return {
    write: { account: changed, ...eventsOf(events) },
    outcome: {
      ok: true,
      recovery: recoveryAt(changed, policy, now) ?? { state: "asked", expiresAt: recovery.codeAt + codeMillis },
      mail: codeOf(recovery, recovery.wait ? "complete" : "confirm"),
    },
  };
}

/** A wrong code: a wait, and nothing else. A right one passes during it, since nobody guesses 55 bits: a thief cannot keep the owner out. */
function wrongRecoveryCode(account: Account, recovery: Recovery, { now, rules }: At): Decision<never> {
  const { failures, until } = recovery.wrong;
  if (now < until) return refuse({ code: "too_many_attempts", retryAt: until });
  const count = failures + 1;
  const over = count - rules.freeGuesses;
  const wait = over < 0 ? 0 : Math.min(rules.firstWaitSeconds * 2 ** Math.min(over, 20), rules.longestWaitSeconds);
  const wrong = { failures: count, until: wait === 0 ? 0 : now + seconds(wait) };
  // No method is guessed at, but the owner's next login tells of it.
  const { failedSinceLogin: failed = 0 } = account.guesses;
  const guesses = { ...account.guesses, failedSinceLogin: failed + 1 };
  return {
    write: { account: { ...account, guesses, recovery: { ...recovery, wrong } } },
    ...refuse({
      code: "invalid_code",
      attemptsRemaining: Math.max(0, rules.freeGuesses - count),
      retryAt: wait === 0 ? null : wrong.until,
    }),
  };
}

const over: Refusal = { code: "challenge_expired" };

/** The first mailed code: the delay begins. `isRight`: whether the typed code is that of this very request. */
export function confirmRecovery(
  account: Account,
  isRight: boolean,
  policy: Policy,
  at: At,
): Decision<{ readonly recovery: RecoveryStanding }> {
  const { now } = at;
  const { recovery, recoveryTrace: trace = noTrace } = account;
  const standing = recoveryAt(account, policy, now);
  if (recovery === undefined || standing === null) return refuseOver(account, policy, over, at);
  if (!isRight) return wrongRecoveryCode(account, recovery, at);
  if (standing.state !== "asked") return refuse({ code: "code_already_used" });
  if (now >= recovery.codeAt + codeMillis) return refuse(over);
  if (now < trace.waitedAt + weekMillis)
    return refuse({ code: "too_many_attempts", retryAt: trace.waitedAt + weekMillis });
  const isAlone = phonesToNotify(account).length === 0;
  const delayHours = isAlone ? Math.max(policy.recovery.delayHours, leastHoursAlone) : policy.recovery.delayHours;
  const wait: RecoveryWait = {
    delayHours,
    since: now,
    readyAt: now + delayHours * hourMillis,
    isTold: false,
    needsApproval: policy.recovery.mode === "delay-and-approval" || isSuspect(account, now),
    approvedAt: null,
  };
  const { needsApproval } = wait;
  return {
    write: {
      account: {
        ...account,
        recovery: { ...recovery, wrong: { failures: 0, until: 0 }, wait },
        recoveryTrace: { ...trace, waitedAt: now },
      },
      event: { type: "recovery.waiting", data: { readyAt: isoTime(wait.readyAt), needsApproval } },
    },
    outcome: { ok: true, recovery: { state: "waiting", readyAt: wait.readyAt, needsApproval } },
  };
}

/**
 * The notices have been handed over: from now the delay runs. `took`: channels that took theirs; without any it never begins. Notices that
 * come so late that the request is over bring it back to nobody.
 */
export function recoveryTold(
  account: Account,
  took: number,
  policy: Policy,
  now: Instant,
): Decision<{ readonly readyAt: Instant | null }> {
  const { recovery } = account;
  const wait = recovery?.wait;
  if (recovery === undefined || wait === undefined || took === 0 || lapsedBy(account, policy, now) !== null)
    return { outcome: { ok: true, readyAt: null } };
  if (wait.isTold) return { outcome: { ok: true, readyAt: wait.readyAt } };
  const delayHours = took === 1 ? Math.max(wait.delayHours, leastHoursAlone) : wait.delayHours;
  const readyAt = Math.max(wait.readyAt, now + delayHours * hourMillis);
  return {
    write: { account: { ...account, recovery: { ...recovery, wait: { ...wait, delayHours, readyAt, isTold: true } } } },
    outcome: { ok: true, readyAt },
  };
}

export function approveRecovery(account: Account, reason: string, policy: Policy, { now }: At): Decision<object> {
  const { recovery } = account;
  const standing = recoveryAt(account, policy, now);
  if (recovery === undefined || standing === null) return refuse({ code: "recovery_not_offered" });
  const { wait } = recovery;
  if (wait === undefined) return refuse({ code: "recovery_not_ready", readyAt: null });
  if (wait.approvedAt !== null) return { outcome: { ok: true } };
  return {
    write: {
      account: { ...account, recovery: { ...recovery, wait: { ...wait, approvedAt: now } } },
      event: { type: "recovery.approved", data: { reason } },
    },
    outcome: { ok: true },
  };
}

/** Judges the second mailed code, which stays good until the new factor is confirmed. */
export function judgeCompletion(account: Account, isRight: boolean, policy: Policy, at: At): Decision<object> {
  const { recovery } = account;
  const standing = recoveryAt(account, policy, at.now);
  if (recovery === undefined || standing === null) return refuseOver(account, policy, over, at);
  if (standing.state !== "ready")
    return refuse({ code: "recovery_not_ready", readyAt: standing.state === "waiting" ? standing.readyAt : null });
  return isRight ? { outcome: { ok: true } } : wrongRecoveryCode(account, recovery, at);
}

/** The account as a set-up by recovery sees it: the factors that it will replace bar nothing, and the first one is due. */
export const beforeRecovered = (account: Account): Account => ({
  ...account,
  factors: account.factors.filter((factor) => !isActive(factor)),
});

/** The decision of such a set-up on the whole account: a factor that it added is marked, and replaces everything once it is confirmed. */
export function asRecovering<T>(whole: Account, decision: Decision<T>): Decision<T> {
  if (!decision.write) return decision;
  const { account } = decision.write;
  const isNew = ({ id }: Factor): boolean => whole.factors.every((factor) => factor.id !== id);
  const pending = account.factors.map((factor): Factor => (isNew(factor) ? { ...factor, recovers: true } : factor));
  return {
    ...decision,
    write: { ...decision.write, account: { ...account, factors: [...whole.factors.filter(isActive), ...pending] } },
  };
}
