import type { AccountAccess } from "../access/account-access.ts";
import type { Account } from "../account/account.ts";
import { type Confirmed, factorToConfirm, withFirstFactor } from "../account/activate.ts";
import type { BackupCodeSet } from "../account/backup-codes.ts";
import { type At, type Outcome, refuse } from "../account/decision.ts";
import type { Sealed } from "../account/factor.ts";
import type { Services } from "../runtime/services.ts";
import { newBackupCodes } from "./backup-codes/digests.ts";
import type { ReadPolicy } from "./flow.ts";
import { confirmerOf } from "./index.ts";

interface Confirmation {
  readonly factorId: string;
  /** Six digits. */
  readonly code: string;
  readonly policy: ReadPolicy;
  /** Made for a user's first factor only. */
  readonly contact: () => Promise<Sealed | null>;
}

/** Confirms a pending factor; with the user's first one the backup codes are made and the contact is renewed in the same write. */
export async function confirmFactor(
  services: Services,
  account: AccountAccess,
  { factorId, code, policy, contact }: Confirmation,
  at: At,
): Promise<Outcome<Confirmed & { readonly backupCodes: readonly string[] }>> {
  let made: Awaited<ReturnType<typeof newBackupCodes>> | undefined;
  let tried: Outcome<Confirmed> | undefined;
  const outcome = await account.change<Confirmed>(async (state) => {
    // The write landed, its answer got lost, and another write came after it: else nobody would ever see these codes.
    if (made !== undefined && tried !== undefined && holds(state.account, made.set)) return { outcome: tried };
    const pending = factorToConfirm(state.account, factorId, at);
    if (!pending.ok) return refuse(pending.refusal);
    const { factor } = pending;
    const confirmation = { factor, code, policy: await policy() };
    const decision = await confirmerOf(factor).confirm(services.vault, account.user, state, confirmation, at);
    if (!decision.outcome.ok || !decision.outcome.first) return decision;
    made ??= await newBackupCodes(services, account.user, at.now);
    tried = decision.outcome;
    return withFirstFactor(decision, { backupCodes: made.set, contact: await contact() });
  }, true);
  return outcome.ok ? { ...outcome, backupCodes: made?.codes ?? [] } : outcome;
}

/** Each set has a salt of its own. */
const holds = ({ backupCodes }: Account, { salt }: BackupCodeSet): boolean =>
  backupCodes !== null && Buffer.from(salt).equals(backupCodes.salt);
