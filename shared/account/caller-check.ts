import { timingSafeEqual } from "node:crypto";
import type { Account } from "./account.ts";
import { type At, type Decision, refuse, refused } from "./decision.ts";
import type { EventDraft } from "./events.ts";
import type { CallerChannel, CallerCheck } from "./help-desk-state.ts";
import { dayMillis, type Instant, seconds } from "./instant.ts";

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
