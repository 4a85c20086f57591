import {
  type Account,
  type LinkedChange,
  isEnabled,
  remainingBackupCodes,
  type Staged,
  withoutBypassCode,
} from "./account.ts";
import type { Verified } from "./accept.ts";
import { type At, type Decision, type Outcome, refused, type Refusal, type LinkDone } from "./decision.ts";
import { withoutDevices } from "./devices.ts";
import { type Factor, isActive, isKnown, type KnownFactor } from "./factor.ts";
import type { EventDraft } from "./events.ts";
import { dueLink, type Method, methods } from "./guess-budget.ts";
import { dayMillis, hourMillis, type Instant } from "./instant.ts";

const linkIdBytes = 8;

/** The id of the link in the notice about an event: the first 64 of its id's random bits. */
export const linkIdOf = (eventId: string): string =>
  Buffer.from(eventId.slice("evt_".length), "base64url").subarray(0, linkIdBytes).toString("base64url");

/** The account with the id of the link that its newest write brings about. */
export function withLinkId(account: Account, id: string): Account {
  const { changes, guesses } = account;
  const isDue = (link: string | undefined): boolean => link === dueLink;
  const method = methods.find((one) => isDue(guesses[one].closing?.link));
  return {
    ...account,
    ...(changes && { changes: changes.map((change) => (isDue(change.link) ? { ...change, link: id } : change)) }),
    ...(method && { guesses: { ...guesses, [method]: closedBy(guesses[method], id) } }),
  };
}

const closedBy = ({ closing, ...budget }: Account["guesses"][Method], link: string): Account["guesses"][Method] => ({
  ...budget,
  ...(closing && { closing: { ...closing, link } }),
});

/** More changes than anybody makes in three days. The first one staged the factor, so a later one goes. */
const mostChanges = 6;

const isLiving =
  (now: Instant) =>
  ({ until }: { readonly until: Instant }): boolean =>
    now < until;

/** Nothing of a removal is left that an undo or a freeze could act on. */
export function withoutUndo(account: Account): Account {
  const { staged: _staged, changes: _changes, frozenUntil: _frozen, ...rest } = account;
  return rest;
}

/** Without what is over by now. */
export function withoutExpiredUndo(account: Account, now: Instant): Account {
  const { staged, changes, frozenUntil = 0 } = account;
  const living = changes?.filter(isLiving(now)) ?? [];
  return {
    ...withoutUndo(account),
    ...(staged && isLiving(now)(staged) && { staged }),
    ...(living.length > 0 && { changes: living }),
    ...(now < frozenUntil && { frozenUntil }),
  };
}

/**
 * Fields of an account from which active factors are taken: the one that was active longest is kept, and a younger one never pushes it out.
 */
export function staging(
  before: Account,
  gone: readonly Factor[],
  { now, rules }: At,
): Pick<Account, "staged" | "changes"> {
  const { staged: earlier, changes = [] } = withoutExpiredUndo(before, now);
  const [oldest] = gone.filter(isKnown).filter(isActive).toSorted(byActivity);
  const until = now + rules.undoHours * hourMillis;
  if (oldest === undefined || until === now)
    return { ...(earlier && { staged: earlier }), ...(changes.length > 0 && { changes }) };
  const [first, ...later] = changes;
  const all = changes.length < mostChanges || !first ? changes : [first, ...later.slice(1)];
  const staged =
    earlier && byActivity(earlier.factor, oldest) <= 0
      ? earlier
      : // What a thief added before his first removal goes, whichever he made last.
        { factor: oldest, changedAt: earlier?.changedAt ?? now, until };
  return { staged, changes: [...all, { link: dueLink, until, froze: false }] };
}

const byActivity = (one: KnownFactor, other: KnownFactor): number => (one.activeSince ?? 0) - (other.activeSince ?? 0);

/** Whether changes of the second factor wait. A first set-up never does, nor does one of a recovery, named by `factorId`. */
export function frozen(account: Account, { now }: Pick<At, "now">, factorId?: string): Refusal | null {
  const { frozenUntil = 0 } = account;
  const recovers = account.factors.some((one) => one.id === factorId && one.recovers === true);
  return now < frozenUntil && isEnabled(account) && !recovers ? { code: "account_frozen", retryAt: frozenUntil } : null;
}

export const changeOfLink = ({ changes }: Account, link: string, { now }: Pick<At, "now">): LinkedChange | null =>
  changes?.filter(isLiving(now)).find((change) => change.link === link) ?? null;

/** Kinds of links in e-mails. The order is that of the byte in their token. */
export const linkKinds = ["cancel-recovery", "changed", "reopen"] as const;
export type LinkKind = (typeof linkKinds)[number];

/** The link of a change stops further ones for a day, once. It restores nothing: whoever reads the owner's mail must not outrank a factor. */
export function freeze(account: Account, link: string, at: At): Decision<LinkDone> {
  const change = changeOfLink(account, link, at);
  if (change === null) return { outcome: { ok: true, state: "over" } };
  if (change.froze) return { outcome: { ok: true, state: at.now < (account.frozenUntil ?? 0) ? "done" : "over" } };
  const { devices, also } = withoutDevices(account, "user");
  const changes = account.changes?.map((one) => (one === change ? { ...one, froze: true } : one)) ?? [];
  return {
    write: {
      account: { ...account, devices, changes, frozenUntil: at.now + dayMillis },
      event: { type: "account.frozen", data: {} },
      ...(also && { also }),
    },
    outcome: { ok: true, state: "done" },
  };
}

/** Whether the link of a change can still freeze the account. */
export function changeState(account: Account, link: string, at: At): "open" | "done" {
  const change = changeOfLink(account, link, at);
  return change === null || change.froze ? "done" : "open";
}

/** The factor that the link of a change brings back. */
export function undoable(account: Account, link: string, at: At): Outcome<{ readonly staged: Staged }> {
  const { staged } = account;
  return staged && at.now < staged.until && changeOfLink(account, link, at) !== null
    ? { ok: true, staged }
    : refused({ code: "challenge_expired" });
}

/** The account as if the staged factor were the only one: so that its proof is judged, counted and sent as at a login. */
export const withStagedAlone = (account: Account, { factor }: Staged): Account => ({
  ...account,
  factors: [factor],
  backupCodes: null,
});

/** The account after a decision on it with the staged factor alone. */
export function fromStagedAlone(real: Account, staged: Staged, decided: Account): Account {
  const factor = decided.factors.find(isKnown) ?? staged.factor;
  const isClosed = factor.disabled === true && staged.factor.disabled !== true;
  const factors = real.factors.map((one) =>
    isClosed && isActive(one) && one.type === factor.type ? { ...one, disabled: true as const } : one,
  );
  return { ...decided, factors, backupCodes: real.backupCodes, staged: { ...staged, factor } };
}

/**
 * The right code of the staged factor undoes the change: with it goes every factor that was activated in the time before it in which a
 * thief may have been in, or since; codes, devices and tokens too. `proven`: events of the code.
 */
function undo(
  account: Account,
  { factor, changedAt }: Staged,
  { rules }: At,
  proven: readonly EventDraft[],
): Decision<object> {
  const since = changedAt - rules.undoHours * hourMillis;
  const stays = (one: Factor): boolean => one.activeSince !== null && one.activeSince <= since;
  const removed = account.factors.filter((one) => isActive(one) && !stays(one)).map(({ id }) => id);
  const { devices, also: ended = [] } = withoutDevices(account, "factor");
  const also = [...proven, ...ended];
  const { disabled: _, ...enabled } = factor;
  const factors = [
    ...account.factors.filter(stays).map((one) => (factor.preferred ? { ...one, preferred: false } : one)),
    enabled,
  ];
  return {
    write: {
      account: {
        // A user with a factor at hand again needs no bypass.
        ...withoutUndo(withoutBypassCode(account)),
        factors,
        backupCodes: null,
        devices,
        epoch: account.epoch + 1,
        exemptTokenId: null,
      },
      event: {
        type: "change.undone",
        data: {
          factorId: factor.id,
          factorType: factor.type,
          removed,
          backupCodes: remainingBackupCodes(account.backupCodes),
        },
      },
      ...(also.length > 0 && { also }),
    },
    outcome: { ok: true },
  };
}

/** A proof of the staged factor as the undo's: a right one undoes, a wrong one is counted. */
export function undoneBy(real: Account, staged: Staged, decision: Decision<Verified>, at: At): Decision<object> {
  const { write, outcome } = decision;
  if (!write) return { outcome };
  const account = fromStagedAlone(real, staged, write.account);
  if (!outcome.ok) return { write: { ...write, account }, outcome };
  return undo(account, account.staged ?? staged, at, write.also ?? []);
}
