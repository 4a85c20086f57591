import {
  type Account,
  activeFactors,
  emptyAccount,
  findFactor,
  isEnabled,
  remainingBackupCodes,
  withoutHelpDesk,
  type Staged,
} from "./account.ts";
import { withoutDevices } from "./devices.ts";
import { type At, type Decision, refuse } from "./decision.ts";
import { type Factor, isActive, isKnown } from "./factor.ts";
import { kindOf } from "./kinds.ts";
import { staging, withoutUndo } from "./undo.ts";
import type { EventDraft } from "./events.ts";
import { withoutRecovery } from "./recovery-standing.ts";

export interface Removed {
  readonly factors: number;
  readonly backupCodes: number;
}

/** The factors that are gone, but for the staged one: what is kept of them beside the account goes too. */
interface Gone {
  readonly gone: readonly Factor[];
  readonly staged: Staged | null;
}

/**
 * Removes one factor; with the last active one 2FA goes off, since backup codes are never the only factor.
 * Tokens that the factor earned end with it, but for the one that removes it (`by`): a user who removes the phone just used can go on.
 */
export function removeFactor(
  account: Account,
  { factorId, by }: { readonly factorId: string; readonly by: string | null },
  must: boolean,
  at: At,
): Decision<Gone> {
  const factor = findFactor(account, factorId);
  if (!factor) return refuse({ code: "factor_not_found" });
  const isLast = isActive(factor) && activeFactors(account).length === 1;
  if (isLast) return disable(account, must, at);
  // Nothing was earned with a set-up under way, so nothing ends with it.
  const exemptTokenId = isActive(factor) ? by : account.exemptTokenId;
  const { devices, also } = isActive(factor) ? withoutDevices(account, "factor") : { devices: account.devices };
  const stagedNow = staging(account, [factor], at);
  // A freeze stays: a set-up under way can be taken back while it lasts.
  const { staged: _staged, changes: _changes, ...rest } = account;
  return {
    write: {
      account: {
        ...rest,
        ...stagedNow,
        devices,
        factors: account.factors.filter(({ id }) => id !== factorId),
        exemptTokenId,
        ...leftBySetUps([factor]),
      },
      event: { type: "factor.removed", data: { factorId, factorType: factor.type } },
      ...(also && { also }),
    },
    outcome: { ok: true, ...leftOf(account, [factor], stagedNow) },
  };
}

/** Switches 2FA off, unless the user must use it. */
export function disable(account: Account, must: boolean, at: At): Decision<Removed & Gone> {
  if (must) return refuse({ code: "two_factor_required" });
  const removed = countsOf(account);
  const stagedNow = staging(account, account.factors, at);
  const outcome = { ok: true, ...removed, ...leftOf(account, account.factors, stagedNow) } as const;
  if (account.factors.length === 0) return { outcome };
  // Only set-ups under way go, which protected nothing yet: no event.
  if (!isEnabled(account))
    return {
      write: { account: { ...account, factors: [], ...leftBySetUps(account.factors) } },
      outcome,
    };
  const also = alsoEnded(account, "factor", "user");
  return {
    write: {
      account: { ...withoutFactors(account), ...stagedNow, ...leftBySetUps(account.factors) },
      event: { type: "two_factor.disabled", data: removed },
      ...(also.length > 0 && { also }),
    },
    outcome,
  };
}

/** The factors of which nothing is left: a staged one stays, and one that was staged before may have to go. */
function leftOf({ staged: before }: Account, removed: readonly Factor[], { staged = null }: StagedNow): Gone {
  const all = before ? [...removed, before.factor] : removed;
  return { gone: all.filter(({ id }) => id !== staged?.factor.id), staged };
}
interface StagedNow {
  readonly staged?: Staged | null;
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

/** Devices and a recovery under way go with all factors. */
const alsoEnded = (
  account: Account,
  devices: "factor" | "admin",
  recovery: "user" | "admin",
): readonly EventDraft[] => [
  ...(withoutDevices(account, devices).also ?? []),
  ...withoutRecovery(account, recovery).also,
];

/** The epoch goes up, so that assertions earned with the factors that are gone prove nothing. */
const withoutFactors = (account: Account): Account => ({
  ...withoutUndo(withoutHelpDesk(withoutRecovery(account, "admin").account)),
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
  const also = alsoEnded(account, "admin", "admin");
  return {
    write: {
      account: { ...withoutFactors(account), guesses, smsDay, setUpSends },
      event: { type: "account.reset", data: { ...removed, reason } },
      ...(also.length > 0 && { also }),
    },
    outcome: { ok: true, ...removed, ...leftOf(account, account.factors, {}) },
  };
}
