import { type Account, activeOf, formerContactsAt, isEnabled } from "./account.ts";
import type { Decision, LinkDone } from "./decision.ts";
import type { EventData, EventDraft } from "./events.ts";
import { type Factor, type FactorOf, isActive, isKnown } from "./factor.ts";
import { dayMillis, hourMillis, type Instant } from "./instant.ts";
import { kindOf } from "./kinds.ts";
import type { Policy } from "./policy.ts";
import type { Recovery, RecoveryTrace, RecoveryWait } from "./recovery-state.ts";

/** Whether a recovery stands, in which state, and how it ends. */

/** NIST SP 800-63B-4 section 4.2.1: a code sent by e-mail is good for at most a day. */
export const codeMillis = dayMillis;
const quietMillis = 7 * dayMillis;
const readyMillis = 72 * hourMillis;
const suspicionMillis = 7 * dayMillis;

export type CancelledBy = EventData<"recovery.cancelled">["by"];
type RecoveryPolicy = Pick<Policy, "recovery" | "recoveryFrom">;

/** A request as it stands; one that is over is none. */
export type RecoveryStanding =
  | { readonly state: "asked"; readonly expiresAt: Instant }
  | { readonly state: "waiting"; readonly readyAt: Instant; readonly needsApproval: boolean }
  | { readonly state: "ready"; readonly readyAt: Instant; readonly needsApproval: false; readonly expiresAt: Instant };

export const noTrace: RecoveryTrace = { mails: { since: 0, count: 0 }, waitedAt: 0 };

/** Wrong codes closed a method in the days before, or since; or the account had power over others. */
export const isSuspect = ({ guesses, heldRole }: Account, since: Instant): boolean =>
  heldRole === true || (guesses.lockedAt !== undefined && guesses.lockedAt > since - suspicionMillis);

const awaitsApproval = (account: Account, { recovery }: RecoveryPolicy, wait: RecoveryWait): boolean =>
  wait.approvedAt === null &&
  (wait.needsApproval || recovery.mode === "delay-and-approval" || isSuspect(account, wait.since));

const readyFrom = ({ readyAt, approvedAt }: RecoveryWait): Instant => Math.max(readyAt, approvedAt ?? 0);

/** When a request ends by itself. */
export function recoveryEnds(account: Account, policy: RecoveryPolicy, { askedAt, wait }: Recovery): Instant {
  if (wait === undefined) return askedAt + quietMillis;
  if (!wait.isTold || awaitsApproval(account, policy, wait)) return wait.readyAt + quietMillis;
  return readyFrom(wait) + readyMillis;
}

/** A delay of which only one channel tells. */
export const leastHoursAlone = 168;

/** The latest time at which a wait is over: a channel that takes its notice late, or never, makes it longer. */
const latestReady = ({ isTold, readyAt, delayHours }: RecoveryWait): Instant =>
  isTold ? readyAt : readyAt + quietMillis + Math.max(delayHours, leastHoursAlone) * hourMillis;

/** Nothing is left to end by then, however late the notices are taken and an approval comes. */
export const cancelLinkEnds = ({ askedAt, wait }: Recovery): Instant =>
  (wait ? latestReady(wait) : askedAt + quietMillis) + quietMillis + readyMillis;

/** Reasons why a user cannot ask for a recovery. */
export const recoveryHindrances = [
  "no_factor",
  "policy_off",
  "no_mail",
  "no_contact",
  "contact_unverified",
  "contact_changed",
] as const;
export type RecoveryHindrance = (typeof recoveryHindrances)[number];

/** The owner has to be told, and a code sent: by an address that a token called verified and that did not change lately. */
function contactHindrance(account: Account, now: Instant): RecoveryHindrance | null {
  if (account.contact === null) return "no_contact";
  if (account.contactMark?.verified !== true) return "contact_unverified";
  return formerContactsAt(account, now).length > 0 ? "contact_changed" : null;
}

const hasSteadyContact = (account: Account, now: Instant): boolean => contactHindrance(account, now) === null;

/** Why the user may not ask for a recovery; null: nothing stands in the way. */
export function recoveryHindrance(
  account: Account,
  { recovery }: RecoveryPolicy,
  canMail: boolean,
  now: Instant,
): RecoveryHindrance | null {
  if (!isEnabled(account)) return "no_factor";
  if (recovery.mode === "off") return "policy_off";
  return canMail ? contactHindrance(account, now) : "no_mail";
}

/** Whether the user may ask for a recovery. */
export const offersRecovery = (account: Account, policy: RecoveryPolicy, canMail: boolean, now: Instant): boolean =>
  recoveryHindrance(account, policy, canMail, now) === null;

/** Phones that are told of a recovery beside the address. */
export const phonesToNotify = (account: Account): readonly FactorOf<"sms">[] => activeOf(account, "sms");

export const reminderKinds = ["half-way", "ready"] as const;
export type ReminderKind = (typeof reminderKinds)[number];

/** Reminders of a request that waits, and its end, with their times. */
export const remindersOf = (account: Account, policy: RecoveryPolicy, recovery: Recovery & { wait: RecoveryWait }) =>
  [
    { kind: "half-way", at: recovery.wait.since + (recovery.wait.readyAt - recovery.wait.since) / 2 },
    { kind: "ready", at: recovery.wait.readyAt },
    { kind: "end", at: recoveryEnds(account, policy, recovery) },
  ] as const;

/** Why a request is over although nobody wrote so; null while it stands. */
export function lapsedBy(account: Account, policy: RecoveryPolicy, now: Instant): CancelledBy | null {
  const { recovery } = account;
  if (recovery === undefined) return null;
  if (policy.recovery.mode === "off" || recovery.askedAt <= (policy.recoveryFrom ?? 0)) return "policy";
  if (!hasSteadyContact(account, now)) return "contact";
  return now >= recoveryEnds(account, policy, recovery) ? "time" : null;
}

export function recoveryAt(account: Account, policy: RecoveryPolicy, now: Instant): RecoveryStanding | null {
  const { recovery } = account;
  if (recovery === undefined || !isEnabled(account) || lapsedBy(account, policy, now) !== null) return null;
  const { wait } = recovery;
  if (wait === undefined) return { state: "asked", expiresAt: Math.max(recovery.codeAt + codeMillis, now) };
  const needsApproval = awaitsApproval(account, policy, wait);
  const { readyAt } = wait;
  return !needsApproval && wait.isTold && now >= readyAt
    ? { state: "ready", readyAt, needsApproval, expiresAt: recoveryEnds(account, policy, recovery) }
    : { state: "waiting", readyAt, needsApproval };
}

const isOfRecovery = (factor: Factor): boolean => factor.recovers === true && !isActive(factor);

/** For a write that ends a recovery under way: what it set up goes too. */
export function withoutRecovery(
  account: Account,
  by: CancelledBy,
  reason?: string,
): { readonly account: Account; readonly also: readonly EventDraft[] } {
  if (account.recovery === undefined) return { account, also: [] };
  const { recovery: _, ...rest } = account;
  const left = account.factors
    .filter(isOfRecovery)
    .filter(isKnown)
    .map((factor) => kindOf(factor).leaves(factor));
  const event: EventDraft = { type: "recovery.cancelled", data: { by, ...(reason !== undefined && { reason }) } };
  return {
    account: Object.assign(
      { ...rest, factors: account.factors.filter((factor) => !isOfRecovery(factor)) },
      ...left,
    ) as Account,
    also: [event],
  };
}

/** Ends a recovery, if there is one; with an `id` that very one. */
export function cancelRecovery(
  account: Account,
  { by, reason, id }: { readonly by: CancelledBy; readonly reason?: string; readonly id?: string },
): Decision<{ readonly cancelled: boolean }> {
  if (account.recovery === undefined || (id !== undefined && account.recovery.id !== id))
    return { outcome: { ok: true, cancelled: false } };
  const { account: ended, also } = withoutRecovery(account, by, reason);
  return { write: { account: ended, ...eventsOf(also) }, outcome: { ok: true, cancelled: true } };
}

/** By the link of a notice: it ends the very request that it is of. One that was over before is put down with the reason of that. */
export function cancelByLink(account: Account, id: string, policy: RecoveryPolicy, now: Instant): Decision<LinkDone> {
  const { recovery, recoveryTrace: trace = noTrace } = account;
  if (recovery?.id !== id) return { outcome: { ok: true, state: trace.endedByLink === id ? "done" : "over" } };
  const lapsed = lapsedBy(account, policy, now);
  const { write } = cancelRecovery(account, { by: lapsed ?? "link", id });
  const ended = write && lapsed === null && { ...write.account, recoveryTrace: { ...trace, endedByLink: id } };
  return {
    ...(write && { write: { ...write, ...(ended && { account: ended }) } }),
    outcome: { ok: true, state: lapsed === null ? "done" : "over" },
  };
}

/** Whether the link of a notice can still end its request. */
export const cancelState = (account: Account, id: string, policy: RecoveryPolicy, now: Instant): "open" | "done" =>
  account.recovery?.id === id && lapsedBy(account, policy, now) === null ? "open" : "done";

export const eventsOf = ([event, ...also]: readonly EventDraft[]) => ({
  ...(event && { event }),
  ...(also.length > 0 && { also }),
});
