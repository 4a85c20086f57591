import { type Account, activeFactors, formerContactsAt, remainingBackupCodes } from "./account.ts";
import type { At, Decision, Refusal } from "./decision.ts";
import { livingDevices } from "./devices.ts";
import { activate, withPending } from "./enroll.ts";
import type { Factor, FactorOf, TotpFactor } from "./factor.ts";
import type { Instant } from "./instant.ts";
import type { Policy } from "./policy.ts";
import {
  approveRecovery,
  asRecovering,
  askRecovery,
  beforeRecovered,
  confirmRecovery,
  judgeCompletion,
  recoveryTold,
} from "./recovery.ts";
import {
  recoveryEnds,
  type RecoveryHindrance,
  recoveryHindrance,
  remindersOf,
  phonesToNotify,
} from "./recovery-standing.ts";
import type { Recovery, RecoveryWait } from "./recovery-state.ts";

/** A recovery played on a copy of an account, by the decisions of a real one and a clock that jumps. Nothing of it is kept. */

export const foreseenNotices = ["code", "waiting", "half-way", "ready", "completed", "ended"] as const;
export type ForeseenNotice = (typeof foreseenNotices)[number];

export interface ForeseenRecovery {
  /** Why nobody may ask for it now; null: nothing stands in the way. */
  readonly hindrance: RecoveryHindrance | null;
  /** The first time at which one could begin to wait; null: not while the hindrance stands. */
  readonly from: Instant | null;
  readonly plan: RecoveryPlan | null;
}

export interface RecoveryPlan {
  readonly delayHours: number;
  /** Until when an admin may approve it; null: nobody has to. */
  readonly approvalBy: Instant | null;
  readonly readyAt: Instant;
  readonly endsAt: Instant;
  readonly phones: readonly FactorOf<"sms">[];
  /** The earliest times; null: whenever the user is done. */
  readonly notices: readonly {
    readonly kind: ForeseenNotice;
    readonly at: Instant | null;
    readonly toPhones: boolean;
  }[];
  /** Replaced by the confirmation of the new factor. */
  readonly replaced: {
    readonly factors: readonly Factor[];
    readonly backupCodes: number;
    readonly devices: number;
  };
}

interface Rehearsed {
  readonly policy: Policy;
  readonly canMail: boolean;
  /** Whether the deployment's SMS carry a text of ours. */
  readonly canText: boolean;
  readonly at: At;
}

/** How a recovery would go that begins now, or as soon as one may; one that is under way does not count. */
export function foreseeRecovery(account: Account, { policy, canMail, canText, at }: Rehearsed): ForeseenRecovery {
  const { recovery: _, ...idle } = account;
  // It bounds requests of before.
  const { recoveryFrom: __, ...terms } = policy;
  const hindrance = recoveryHindrance(idle, terms, canMail, at.now);
  // An address that changed lately hinders until the last one before it is told no more; nothing else passes by itself.
  const now = Math.max(at.now, ...formerContactsAt(idle, at.now).map(({ until }) => until));
  if (recoveryHindrance(idle, terms, canMail, now) !== null) return { hindrance, from: null, plan: null };
  const phones = canText ? phonesToNotify(idle) : [];
  const { waiting, from } = begin(idle, terms, phones.length, { ...at, now });
  return { hindrance, from, plan: planOf(waiting, terms, phones, { ...at, now: from }) };
}

/** Asks and confirms, later where either is refused for a while. */
function begin(
  account: Account,
  policy: Policy,
  phones: number,
  at: At,
): { readonly waiting: Account; readonly from: Instant } {
  const request = askRecovery(account, { id: "rehearsal", canMail: true }, policy, at);
  if (!request.outcome.ok) return begin(account, policy, phones, { ...at, now: laterThan(request.outcome.refusal) });
  const confirmed = confirmRecovery(written(request), true, policy, at);
  if (!confirmed.outcome.ok)
    return begin(account, policy, phones, { ...at, now: laterThan(confirmed.outcome.refusal) });
  return { waiting: written(recoveryTold(written(confirmed), 1 + phones, policy, at.now)), from: at.now };
}

function laterThan(refusal: Refusal): Instant {
  if (refusal.code !== "too_many_attempts") throw new Error(`A rehearsal was refused: ${refusal.code}`);
  return refusal.retryAt;
}

/** The new factor of a rehearsal, which nobody has. */
const placeholder = (now: Instant): TotpFactor => ({
  type: "totp",
  id: "rehearsal",
  label: "",
  createdAt: now,
  activeSince: null,
  preferred: false,
  secret: new Uint8Array(),
  lastStep: 0,
});

function waitingOf({ recovery }: Account): Recovery & { readonly wait: RecoveryWait } {
  if (recovery?.wait === undefined) throw new Error("A rehearsal does not wait");
  return { ...recovery, wait: recovery.wait };
}

function planOf(waiting: Account, policy: Policy, phones: RecoveryPlan["phones"], at: At): RecoveryPlan {
  const begun = waitingOf(waiting);
  const approvalBy = begun.wait.needsApproval ? recoveryEnds(waiting, policy, begun) : null;
  const ready = approvalBy === null ? waiting : written(approveRecovery(waiting, "Rehearsal", policy, at));
  const approved = waitingOf(ready);
  const { wait } = approved;
  const [halfWay, atReady, end] = remindersOf(ready, policy, approved);
  const toPhones = phones.length > 0;
  return {
    delayHours: wait.delayHours,
    approvalBy,
    readyAt: wait.readyAt,
    endsAt: end.at,
    phones,
    notices: [
      { kind: "code", at: at.now, toPhones: false },
      { kind: "waiting", at: at.now, toPhones },
      { ...halfWay, toPhones },
      { ...atReady, toPhones },
      { kind: "completed", at: null, toPhones },
      { kind: "ended", at: end.at, toPhones: false },
    ],
    replaced: replacedBy(ready, policy, { ...at, now: wait.readyAt }),
  };
}

/** The set-up afresh and its confirmation, at the first time that the rules allow it. */
function replacedBy(ready: Account, policy: Policy, at: At): RecoveryPlan["replaced"] {
  const judged = judgeCompletion(ready, true, policy, at);
  if (!judged.outcome.ok) throw new Error(`A rehearsal was refused: ${judged.outcome.refusal.code}`);
  const factor = placeholder(at.now);
  const begun = {
    write: { account: withPending(beforeRecovered(ready), factor, null) },
    outcome: { ok: true },
  } as const;
  const marked = written(asRecovering(ready, begun));
  const done = written(activate(marked, { ...factor, recovers: true }, at));
  const devicesOf = (account: Account): number => livingDevices(account, policy, at.now).length;
  return {
    factors: activeFactors(ready).filter((one) => !done.factors.includes(one)),
    backupCodes: remainingBackupCodes(ready.backupCodes) - remainingBackupCodes(done.backupCodes),
    devices: devicesOf(ready) - devicesOf(done),
  };
}

function written<T>({ write, outcome }: Decision<T>): Account {
  if (write === undefined) throw new Error(outcome.ok ? "A rehearsal decided nothing" : outcome.refusal.code);
  return write.account;
}
