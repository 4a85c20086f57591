import { type Account, activeFactors, isEnabled } from "./account.ts";
import { dayMillis, hourMillis, type Instant, seconds } from "./instant.ts";
import { accept, loginRefused, type Verified } from "./accept.ts";
import type { BypassCode, CallerChannel, CallerCheck } from "./help-desk-state.ts";
import { type At, type Decision, refuse, refused } from "./decision.ts";
import { clearFailures, wrongCode } from "./guesses.ts";
import { timingSafeEqual } from "node:crypto";
import type { EventDraft } from "./events.ts";

/** How long the second person has. */
export const approvalMillis = dayMillis;

/** Acts of one admin that may wait at once, in all and about one user: more would bury what the second person is to look at. */
export const mostWaiting = { inAll: 100, aboutOne: 10 } as const;

/** When there is room for one more beside those that wait until then; null: there is now. */
export function roomFrom(untils: readonly Instant[], most: number): Instant | null {
  const sorted = untils.toSorted((one, other) => one - other);
  return sorted[sorted.length - most] ?? null;
}

/** The state of a user that an act was asked for in: what came after it, nobody has approved. */
export interface AskedState {
  readonly epoch: number;
  readonly newestFactor: string | null;
}

export const askedState = (account: Account): AskedState => {
  const newest = activeFactors(account).toSorted((one, other) => (other.activeSince ?? 0) - (one.activeSince ?? 0))[0];
  return { epoch: account.epoch, newestFactor: newest?.id ?? null };
};

export const isStillAsked = (account: Account, asked: AskedState): boolean => {
  const { epoch, newestFactor } = askedState(account);
  return epoch === asked.epoch && newestFactor === asked.newestFactor;
};

const bypassUntil = (hours: number, now: Instant): Instant => now + hours * hourMillis;

/** The code that still completes a login; null: there is none. */
export const livingBypassCode = ({ bypassCode }: Account, { now }: Pick<At, "now">): BypassCode | null =>
  bypassCode && !bypassCode.used && now < bypassCode.until ? bypassCode : null;

/** A new code takes the place of an earlier one, and ends the waits that wrong ones brought. */
export function issueBypassCode(
  account: Account,
  code: Pick<BypassCode, "salt" | "digest">,
  { hours, reason }: { readonly hours: number; readonly reason: string },
  { now }: Pick<At, "now">,
): Decision<{ readonly until: Instant }> {
  if (!isEnabled(account)) return refuse({ code: "not_enrolled" });
  const until = bypassUntil(hours, now);
  return {
    write: {
      account: { ...clearFailures(account, "bypass_code"), bypassCode: { ...code, until, used: false } },
      event: { type: "bypass_code.issued", data: { hours, reason } },
    },
    outcome: { ok: true, until },
  };
}

/** Judges a bypass code at a login. Wrong ones cost waits and never end the right one. */
export function verifyBypassCode(account: Account, digest: Uint8Array, at: At): Decision<Verified> {
  const refusal = loginRefused(account, "bypass_code", at);
  if (refusal) return refusal;
  const { bypassCode: stored } = account;
  const isRight =
    stored !== undefined &&
    at.now < stored.until &&
    digest.length === stored.digest.length &&
    timingSafeEqual(digest, stored.digest);
  if (!isRight) return wrongCode(account, "bypass_code", at);
  if (stored.used) return refuse({ code: "code_already_used" });
  return accept({ ...account, bypassCode: { ...stored, used: true } }, "bypass_code", null);
}

const lifeMillis = seconds(300);
const mostWrong = 3;
const mostSends = 3;

/** Reserves the sending of two words. Earlier ones stop working. */
export function beginCallerCheck(
  account: Account,
  { by, mac, event }: { readonly by: CallerChannel; readonly mac: Uint8Array; readonly event?: EventDraft | undefined },
  { now }: At,
): Decision<{ readonly until: Instant }> {
  const { day = { since: 0, count: 0 } } = account.callerCheck ?? {};
  const isSameDay = now < day.since + dayMillis;
  if (isSameDay && day.count >= mostSends) return refuse({ code: "too_many_attempts", retryAt: day.since + dayMillis });
  const until = now + lifeMillis;
  const callerCheck: CallerCheck = {
    day: isSameDay ? { since: day.since, count: day.count + 1 } : { since: now, count: 1 },
    words: { by, mac, until, wrong: 0 },
  };
  return { write: { account: { ...account, callerCheck }, ...(event && { event }) }, outcome: { ok: true, until } };
}

/** Judges the words that the caller says. Right ones work once. */
export function confirmCallerCheck(account: Account, mac: Uint8Array, { now }: At): Decision<object> {
  const { callerCheck } = account;
  if (!callerCheck?.words || callerCheck.words.until <= now) return refuse({ code: "challenge_expired" });
  const { words } = callerCheck;
  const ended: Account = { ...account, callerCheck: { ...callerCheck, words: null } };
  if (mac.length === words.mac.length && timingSafeEqual(mac, words.mac))
    return {
      write: { account: ended, event: { type: "caller.checked", data: { by: words.by } } },
      outcome: { ok: true },
    };
  const wrong = words.wrong + 1;
  const counted = { ...account, callerCheck: { ...callerCheck, words: { ...words, wrong } } };
  return {
    write: { account: wrong < mostWrong ? counted : ended },
    outcome: refused({ code: "invalid_code", attemptsRemaining: mostWrong - wrong, retryAt: null }),
  };
}
