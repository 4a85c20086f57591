import { sixDigits } from "../contract/code-shapes.ts";
import type { Account, Factor, Sealed } from "../account/account.ts";
import type { BackupCodeSet } from "../account/backup-codes.ts";
import {
  type Confirmed,
  confirmSms,
  confirmTotp,
  factorToConfirm,
  withBackupCodes,
  withContact,
} from "../account/activate.ts";
import { type At, type Decision, type Outcome, refuse } from "../account/decision.ts";
import type { Policy } from "../account/policy.ts";
import type { AccountWithChallenges, UserKey } from "../ports/stores.ts";
import type { Services } from "../runtime/services.ts";
import { smsCodeMac } from "../factors/sms/sms-code.ts";
import type { AccountAccess } from "./account-access.ts";
import { newBackupCodes } from "../factors/backup-codes/digests.ts";
import { openTotpSecret } from "./sealed-values.ts";

interface Confirmation {
  readonly factorId: string;
  readonly typed: string;
  readonly policy: Policy;
  /** Made for a user's first factor only. */
  readonly contact: () => Promise<Sealed | null>;
}

/** Confirms a pending factor; with the user's first one the backup codes are made and the contact is renewed in the same write. */
export async function confirmPendingFactor(
  services: Services,
  account: AccountAccess,
  { factorId, typed, policy, contact }: Confirmation,
  at: At,
): Promise<{ readonly outcome: Outcome<Confirmed>; readonly backupCodes: readonly string[] }> {
  const code = sixDigits(typed) ?? "";
  let made: Awaited<ReturnType<typeof newBackupCodes>> | undefined;
  let tried: Outcome<Confirmed> | undefined;
  const outcome = await account.changeWithChallenges(async (state) => {
    // The write landed, its answer got lost, and another write came after it: else nobody would ever see these codes.
    if (made !== undefined && tried !== undefined && holds(state.account, made.set)) return { outcome: tried };
    const factor = factorToConfirm(state.account, factorId, at);
    if ("code" in factor) return refuse(factor);
    const decision = await decide(services, account.user, state, { factor, code, policy }, at);
    if (!decision.outcome.ok || !decision.outcome.first) return decision;
    made ??= await newBackupCodes(services, account.user, at.now);
    tried = decision.outcome;
    return withContact(withBackupCodes(decision, made.set), await contact());
  });
  return { outcome, backupCodes: made?.codes ?? [] };
}

/** Each set has a salt of its own. */
const holds = ({ backupCodes }: Account, { salt }: BackupCodeSet): boolean =>
  backupCodes !== null && Buffer.from(salt).equals(backupCodes.salt);

async function decide(
  { vault }: Services,
  user: UserKey,
  { account, challenges }: AccountWithChallenges,
  { factor, code, policy }: { readonly factor: Factor; readonly code: string; readonly policy: Policy },
  at: At,
): Promise<Decision<Confirmed>> {
  if (factor.type === "totp")
    return confirmTotp(account, { factor, code, policy, secret: await openTotpSecret(vault, user, factor) }, at);
  const challengeId = factor.challenge?.id ?? "";
  const mac = await smsCodeMac(vault, user, { factorId: factor.id, challengeId, code });
  return confirmSms(account, { factor, policy, mac, challenge: challenges.find(({ id }) => id === challengeId) }, at);
}
