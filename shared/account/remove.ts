import { type Account, activeFactors, emptyAccount, findFactor, isEnabled, remainingBackupCodes } from "./account.ts";
import { withoutDevices } from "./devices.ts";
import { type Decision, refuse } from "./decision.ts";
import { type Factor, isActive, isKnown } from "./factor.ts";
import { kindOf } from "./kinds.ts";

export interface Removed {
  readonly factors: number;
  readonly backupCodes: number;
}

/** The factors that are gone: what is kept of them beside the account goes too. */
interface Gone {
  readonly gone: readonly Factor[];
}

/**
 * Removes one factor; with the last active one 2FA goes off, since backup codes are never the only factor.
 * Tokens that the factor earned end with it, but for the one that removes it (`by`): a user who removes the phone just used can go on.
 */
export function removeFactor(
  account: Account,
  { factorId, by }: { readonly factorId: string; readonly by: string | null },
  must: boolean,
): Decision<Gone> {
  const factor = findFactor(account, factorId);
  if (!factor) return refuse({ code: "factor_not_found" });
  const isLast = isActive(factor) && activeFactors(account).length === 1;
  if (isLast) return disable(account, must);
  // Nothing was earned with a set-up under way, so nothing ends with it.
  const exemptTokenId = isActive(factor) ? by : account.exemptTokenId;
  const { devices, also } = isActive(factor) ? withoutDevices(account, "factor") : { devices: account.devices };
  return {
    write: {
      account: {
        ...account,
        devices,
        factors: account.factors.filter(({ id }) => id !== factorId),
        exemptTokenId,
        ...leftBySetUps([factor]),
      },
      event: { type: "factor.removed", data: { factorId, factorType: factor.type } },
      ...(also && { also }),
    },
    outcome: { ok: true, gone: [factor] },
  };
}

/** Switches 2FA off, unless the user must use it. */
export function disable(account: Account, must: boolean): Decision<Removed & Gone> {
  if (must) return refuse({ code: "two_factor_required" });
  const removed = countsOf(account);
  const outcome = { ok: true, ...removed, gone: account.factors } as const;
  if (account.factors.length === 0) return { outcome };
  // Only set-ups under way go, which protected nothing yet: no event.
  if (!isEnabled(account))
    return {
      write: { account: { ...account, factors: [], ...leftBySetUps(account.factors) } },
      outcome,
    };
  const { also } = withoutDevices(account, "factor");
  return {
    write: {
      account: { ...withoutFactors(account), ...leftBySetUps(account.factors) },
      event: { type: "two_factor.disabled", data: removed },
      ...(also && { also }),
    },
    outcome,
  };
}

/** Set-ups leave their waits behind: else removing one would be a way around them. */
const leftBySetUps = (removed: readonly Factor[]): Partial<Account> =>
  Object.assign(
    {},
    ...removed
      .filter(isKnown)
      .filter((factor) => !isActive(factor))
      .map((factor) => kindOf(factor).leaves(factor)),
  ) as Partial<Account>;

const countsOf = (account: Account): Removed => ({
  factors: activeFactors(account).length,
  backupCodes: remainingBackupCodes(account.backupCodes),
});

/** The epoch goes up, so that assertions earned with the factors that are gone prove nothing. */
const withoutFactors = (account: Account): Account => ({
  ...account,
  factors: [],
  backupCodes: null,
  devices: [],
  epoch: account.epoch + 1,
  exemptTokenId: null,
  firstPasskeyLogin: null,
});

/**
 * An admin's reset: factors, backup codes, devices, live challenges and locks are gone, the pre-registered number stays.
 * It never means "off": the policy decides at the next login.
 */
export function reset(account: Account, reason: string): Decision<Removed & Gone> {
  const removed = countsOf(account);
  const { guesses, smsDay, setUpSends } = emptyAccount;
  const { also } = withoutDevices(account, "admin");
  return {
    write: {
      account: { ...withoutFactors(account), guesses, smsDay, setUpSends },
      event: { type: "account.reset", data: { ...removed, reason } },
      ...(also && { also }),
    },
    outcome: { ok: true, ...removed, gone: account.factors },
  };
}
