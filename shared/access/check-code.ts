import { sixDigits } from "../contract/code-shapes.ts";
import { normalizeBackupCode } from "../account/backup-codes.ts";
import { activeSms } from "../account/account.ts";
import type { At, Decision, Outcome } from "../account/decision.ts";
import { withResealed } from "../account/resealed.ts";
import { type Verified, verifyBackupCode, verifySms, verifyTotp } from "../account/accept.ts";
import type { Services } from "../runtime/services.ts";
import { smsCodeMac } from "../factors/sms/sms-code.ts";
import type { AccountAccess } from "./account-access.ts";
import { backupCodeClaim } from "../factors/backup-codes/digests.ts";
import { resealSecrets } from "./reseal.ts";
import { openTotpSecrets } from "./sealed-values.ts";

interface TypedCode {
  readonly code: string;
  readonly challengeId?: string | undefined;
}

/**
 * One field for every kind of code: its shape, and whether it answers a challenge, say what it is.
 * `prepare` starts on the answer to a right code while the write that redeems it is on its way; what it makes counts only if the write wins.
 */
export async function checkCode<R>(
  { vault }: Pick<Services, "vault">,
  account: AccountAccess,
  { code: typed, challengeId }: TypedCode,
  at: At,
  prepare: (verified: Verified) => R,
): Promise<Outcome<Verified & { readonly prepared: R }>> {
  const { user } = account;
  const code = sixDigits(typed);
  if (code === null) {
    const plain = normalizeBackupCode(typed) ?? "";
    return account.change(async ({ account: current }) => {
      const claim = await backupCodeClaim(vault, user, plain, current.backupCodes);
      return withPrepared(verifyBackupCode(current, claim, at), prepare);
    });
  }
  if (challengeId === undefined)
    return account.change(async ({ account: current }) => {
      const [secrets, resealed] = await Promise.all([
        openTotpSecrets(vault, user, current),
        resealSecrets(vault, user, current),
      ]);
      return withPrepared(withResealed(current, verifyTotp(current, { code, secrets }, at), resealed), prepare);
    });
  return account.changeWithChallenges(async ({ account: current, challenges }) => {
    const factorId = activeSms(current).find(({ challenge }) => challenge?.id === challengeId)?.id ?? "";
    const mac = await smsCodeMac(vault, user, { factorId, challengeId, code });
    return withPrepared(verifySms(current, { challengeId, challenges, mac }, at), prepare);
  });
}

const withPrepared = <R>(
  { outcome, ...decision }: Decision<Verified>,
  prepare: (verified: Verified) => R,
): Decision<Verified & { readonly prepared: R }> => ({
  ...decision,
  outcome: outcome.ok ? { ...outcome, prepared: prepare(outcome) } : outcome,
});
