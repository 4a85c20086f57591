import { type Account, activeFactors, preferredFactor } from "../account/account.ts";
import { pendingUntil } from "../account/activate.ts";
import { type BackupCodeSet, remainingBackupCodes } from "../account/backup-codes.ts";
import type { At } from "../account/decision.ts";
import { type Factor, isActive } from "../account/factor.ts";
import { isoTime } from "../account/instant.ts";
import { openPreRegisteredPhone } from "../access/sealed-values.ts";
import type { UserKey } from "../ports/stores.ts";
import type { Vault } from "../ports/vault.ts";
import { show } from "./index.ts";
import { maskPhone } from "./sms/show.ts";

/** The account as the API shows it: times in ISO 8601, phone numbers masked, no secrets. */

export async function factorView(
  vault: Vault,
  user: UserKey,
  account: Account,
  factor: Factor,
  { rules }: Pick<At, "rules">,
) {
  const pending = !isActive(factor);
  return {
    id: factor.id,
    type: factor.type,
    label: factor.label,
    status: pending ? ("pending" as const) : ("active" as const),
    preferred: preferredFactor(account)?.id === factor.id,
    createdAt: isoTime(factor.createdAt),
    ...(await show(vault, user, factor)),
    ...(pending ? { expiresAt: isoTime(pendingUntil(factor, rules)) } : {}),
  };
}

/** Active factors and those that can still be confirmed. */
export const factorViews = async (vault: Vault, user: UserKey, account: Account, at: At) =>
  Promise.all(
    account.factors
      .filter((factor) => isActive(factor) || pendingUntil(factor, at.rules) > at.now)
      .map(async (factor) => factorView(vault, user, account, factor, at)),
  );

/** The factors that a login may choose from. */
export const offeredFactors = async (vault: Vault, user: UserKey, account: Account) =>
  Promise.all(
    activeFactors(account).map(async (factor) => ({
      id: factor.id,
      type: factor.type,
      label: factor.label,
      ...(await show(vault, user, factor)),
      preferred: preferredFactor(account)?.id === factor.id,
    })),
  );

export const backupCodesView = (set: BackupCodeSet | null) =>
  set && { remaining: remainingBackupCodes(set), generatedAt: isoTime(set.generatedAt) };

export async function maskedPreRegisteredPhone(vault: Vault, user: UserKey, account: Account): Promise<string | null> {
  const phone = await openPreRegisteredPhone(vault, user, account);
  return phone && maskPhone(phone);
}
