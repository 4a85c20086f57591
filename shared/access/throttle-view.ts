import type { Account } from "../account/account.ts";
import type { At } from "../account/decision.ts";
import { closed, isPartlyDisabled } from "../account/guesses.ts";
import { isoTime } from "../account/instant.ts";
import { methods } from "../account/guess-budget.ts";

/** The state of each method's guess budget. */
export const throttleView = (account: Account, at: At) => {
  const entries = methods.map((method) => {
    const locked = closed(account, method, at);
    const lockedUntil = locked?.code === "too_many_attempts" ? isoTime(locked.retryAt) : null;
    const { failures } = account.guesses[method];
    return [method, { failures, lockedUntil, disabled: isPartlyDisabled(account, method, at) }] as const;
  });
  return Object.fromEntries(entries) as Record<(typeof methods)[number], (typeof entries)[number][1]>;
};
