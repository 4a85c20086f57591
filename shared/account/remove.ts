import { type Account, activeFactors, findFactor, isActive, isEnabled, pendingPhone } from "./account.ts";
import { remainingBackupCodes } from "./backup-codes.ts";
import { type Decision, refuse } from "./decision.ts";
import type { Policy } from "./policy.ts";

export interface Removed {
  readonly factors: number;
  readonly backupCodes: number;
}

/**
 * Removes one factor; with the last active one 2FA goes off, since backup codes are never the only factor.
 * What the factor earned ends with it, but for the assertion `by` which it goes: whoever removes the phone just used can go on.
 */
export function removeFactor(
  account: Account,
  { factorId, by }: { readonly factorId: string; readonly by: string | null },
  policy: Policy,
): Decision<object> {
  const factor = findFactor(account, factorId);
  if (!factor) return refuse({ code: "factor_not_found" });
  const isLast = isActive(factor) && activeFactors(account).length === 1;
  if (isLast) return disable(account, policy);
  // Nothing was earned with a set-up under way, so nothing ends with it.
  const sparedAssertion = isActive(factor) ? by : account.sparedAssertion;
  return {
    write: {
      account: {
        ...account,
        factors: account.factors.filter(({ id }) => id !== factorId),
        sparedAssertion,
        ...waitsLeftBy(account, factorId),
      },
      event: { type: "factor.removed", data: { factorId, factorType: factor.type } },
    },
    outcome: { ok: true },
  };
}

/** Switches 2FA off, unless the organisation requires it. */
export function disable(account: Account, policy: Policy): Decision<Removed> {
  if (policy.required) return refuse({ code: "two_factor_required" });
  const removed = whatGoes(account);
  if (account.factors.length === 0) return { outcome: { ok: true, ...removed } };
  // Only set-ups under way: nothing that worked goes off, so there is nothing to tell.
  if (!isEnabled(account))
    return {
      write: { account: { ...account, factors: [], ...waitsLeftBy(account) } },
      outcome: { ok: true, ...removed },
    };
  return {
    write: {
      account: { ...withoutFactors(account), ...waitsLeftBy(account) },
      event: { type: "two_factor.disabled", data: removed },
    },
    outcome: { ok: true, ...removed },
  };
}

/** The waits between SMS outlive the set-up of a phone: else removing it would be a way around them. */
function waitsLeftBy(account: Account, factorId?: string): Pick<Account, "setUpSends"> {
  const pending = pendingPhone(account);
  const goes = factorId === undefined || pending?.id === factorId;
  return { setUpSends: (goes && pending?.sends) || account.setUpSends };
}

export const whatGoes = (account: Account): Removed => ({
  factors: activeFactors(account).length,
  backupCodes: remainingBackupCodes(account.backupCodes),
});

/** The epoch goes up, so that assertions earned with the factors that are gone prove nothing. */
export const withoutFactors = (account: Account): Account => ({
  ...account,
  factors: [],
  backupCodes: null,
  epoch: account.epoch + 1,
  sparedAssertion: null,
});
