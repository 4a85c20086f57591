import type { Account } from "./account.ts";
import { type At, type Decision, refused } from "./decision.ts";
import type { EventDraft } from "./events.ts";
import { attemptsRemaining, closed, countFailure } from "./guesses.ts";
import type { Instant } from "./instant.ts";
import type { Method } from "./guess-budget.ts";

/** A wrong code: counted, and the count is written before anybody hears of it. */
export function wrongCode(account: Account, method: Method, at: At): Decision<never> {
  const counted = countFailure(account, method, at);
  const shut = closed(counted, method, at);
  const left = attemptsRemaining(counted, method, at);
  const retryAt = shut?.code === "too_many_attempts" ? shut.retryAt : null;
  return {
    write: { account: counted, event: eventOf(method, left, retryAt, shut?.code === "method_disabled") },
    outcome: refused({ code: "invalid_code", attemptsRemaining: left, retryAt }),
  };
}

function eventOf(method: Method, left: number, retryAt: Instant | null, disabled: boolean): EventDraft {
  if (disabled) return { type: "method.disabled", data: { method } };
  if (retryAt === null) return { type: "code.rejected", data: { method, attemptsRemaining: left } };
  return { type: "method.locked", data: { method, until: isoTime(retryAt) } };
}

const isoTime = (instant: Instant): string => new Date(instant).toISOString();
