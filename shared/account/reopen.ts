import type { Account } from "./account.ts";
import type { At, Decision } from "./decision.ts";
import type { EventData } from "./events.ts";
import type { Factor } from "./factor.ts";
import { type Method, methods } from "./guess-budget.ts";
import { isClosedByGuesses, isOfMethod, mayReopen, reopenedBudget } from "./guesses.ts";
import type { Instant } from "./instant.ts";

type ReopenedBy = EventData<"method.reopened">["by"];
/** An admin has looked at who it is. */
export const isLimited: Readonly<Record<ReopenedBy, boolean>> = { admin: false, link: true, password: true };

/** Opens a method that wrong codes have closed. `reopened`: false if nothing was closed, or it was reopened in the last 30 days. */
export function reopen(
  account: Account,
  method: Method,
  { by, reason }: { readonly by: ReopenedBy; readonly reason?: string },
  at: At,
): Decision<{ readonly reopened: boolean }> {
  const budget = account.guesses[method];
  if (!isClosedByGuesses(account, method, at) || (isLimited[by] && !mayReopen(budget, at)))
    return { outcome: { ok: true, reopened: false } };
  const { closedAt = 0, reopenedAt = 0 } = budget.closing ?? {};
  const closing = { closedAt, reopenedAt: isLimited[by] ? at.now : reopenedAt, onTrial: true };
  return {
    write: {
      account: {
        ...account,
        factors: account.factors.map((factor) => enabledFactor(factor, method)),
        guesses: { ...account.guesses, [method]: reopenedBudget(account, method, closing, at) },
      },
      event: { type: "method.reopened", data: { method, by, ...(reason !== undefined && { reason }) } },
    },
    outcome: { ok: true, reopened: true },
  };
}

function enabledFactor(factor: Factor, method: Method): Factor {
  if (!isOfMethod(method)(factor)) return factor;
  const { disabled: _, ...enabled } = factor;
  return enabled;
}

/** The reopening that a password changed since a method was closed brings about; null if none is due. One method at a time. */
export function reopenedByPassword(account: Account, changedAt: Instant, at: At): Decision<object> | null {
  if (changedAt > at.now) return null;
  const method = methods.find((one) => {
    const { closing } = account.guesses[one];
    const isNewer = closing !== undefined && closing.closedAt > 0 && changedAt > closing.closedAt;
    return isNewer && mayReopen(account.guesses[one], at) && isClosedByGuesses(account, one, at);
  });
  return method === undefined ? null : reopen(account, method, { by: "password" }, at);
}
