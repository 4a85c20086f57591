import type { Account, Staged } from "./account.ts";
import type { At, Decision, LinkDone } from "./decision.ts";
import type { EventData } from "./events.ts";
import { type Factor, isKnown } from "./factor.ts";
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
  const { closedAt = 0, reopenedAt = 0, link } = budget.closing ?? {};
  const closing = {
    closedAt,
    reopenedAt: isLimited[by] ? at.now : reopenedAt,
    onTrial: true,
    ...(link !== undefined && { link }),
  };
  return {
    write: {
      account: {
        ...account,
        factors: account.factors.map((factor) => enabledFactor(factor, method)),
        ...(account.staged && { staged: enabledStaged(account.staged, method) }),
        guesses: { ...account.guesses, [method]: reopenedBudget(account, method, closing, at) },
      },
      event: { type: "method.reopened", data: { method, by, ...(reason !== undefined && { reason }) } },
    },
    outcome: { ok: true, reopened: true },
  };
}

function enabledStaged(staged: Staged, method: Method): Staged {
  const factor = enabledFactor(staged.factor, method);
  return isKnown(factor) ? { ...staged, factor } : staged;
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

/** The method that a link is about, and whether it can still open it. */
export function methodOfLink(
  account: Account,
  link: string,
  at: At,
): { method: Method; state: "open" | "done" } | null {
  const method = methods.find((one) => account.guesses[one].closing?.link === link);
  if (method === undefined) return null;
  const opens = isClosedByGuesses(account, method, at) && mayReopen(account.guesses[method], at);
  return { method, state: opens ? "open" : "done" };
}

/** Opens the method that the link of a notice is about. */
export function reopenByLink(account: Account, link: string, at: At): Decision<LinkDone> {
  const found = methodOfLink(account, link, at);
  if (found === null) return { outcome: { ok: true, state: "over" } };
  const { write, outcome } = reopen(account, found.method, { by: "link" }, at);
  if (!outcome.ok) return { outcome };
  const isOpen = outcome.reopened || account.guesses[found.method].closing?.onTrial === true;
  return { ...(write && { write }), outcome: { ok: true, state: isOpen ? "done" : "over" } };
}
