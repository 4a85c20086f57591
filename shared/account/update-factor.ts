import { type Account, activeFactors, findFactor, preferredFactor } from "./account.ts";
import { type Decision, refuse } from "./decision.ts";
import { type Factor, isActive } from "./factor.ts";

/**
 * Renames an active factor, or makes it the one that a login asks for; `preferred: false` leaves the choice to the oldest other one.
 * A change of nothing leaves no event.
 */
export function updateFactor(
  account: Account,
  factorId: string,
  change: { readonly label?: string | undefined; readonly preferred?: boolean | undefined },
): Decision<{ readonly factor: Factor; readonly account: Account }> {
  const factor = findFactor(account, factorId);
  if (!factor || !isActive(factor)) return refuse({ code: "factor_not_found" });
  const preferredNow = preferredFactor(account)?.id;
  const preferredId =
    change.preferred === undefined ? preferredNow : nextPreferred(account, factorId, change.preferred);
  const label = change.label ?? factor.label;
  if (preferredId === preferredNow && label === factor.label) return { outcome: { ok: true, factor, account } };
  const factors = account.factors.map((other) => ({
    ...other,
    preferred: other.id === preferredId,
    label: other.id === factorId ? label : other.label,
  }));
  const changed = { ...account, factors };
  return {
    write: { account: changed, event: { type: "factor.updated", data: { factorId, factorType: factor.type } } },
    outcome: { ok: true, factor: findFactor(changed, factorId) ?? factor, account: changed },
  };
}

function nextPreferred(account: Account, factorId: string, preferred: boolean): string | undefined {
  const now = preferredFactor(account)?.id;
  if (preferred) return factorId;
  return now === factorId ? (activeFactors(account).find(({ id }) => id !== factorId)?.id ?? factorId) : now;
}
