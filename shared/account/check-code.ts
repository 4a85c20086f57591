import { sixDigits } from "../contract/code-shapes.ts";
import { normalizeBackupCode } from "../domain/backup-codes.ts";
import { activeSms } from "../domain/account.ts";
import type { At, Outcome } from "../domain/decision.ts";
import { type Verified, verifyBackupCode, verifySms, verifyTotp } from "../domain/verify.ts";
import type { Services } from "../services.ts";
import { smsCodeMac } from "../sms/sms-code.ts";
import type { AccountAccess } from "./account-access.ts";
import { backupCodeClaim } from "./backup-code-digests.ts";
import { openTotpSecrets } from "./sealed-values.ts";

/** One field for every kind of code: its shape, and whether it answers a challenge, say what it is. */
export async function checkCode(
  { vault }: Pick<Services, "vault">,
  account: AccountAccess,
  { code: typed, challengeId }: { readonly code: string; readonly challengeId?: string | undefined },
  at: At,
): Promise<Outcome<Verified>> {
  const { user } = account;
  const code = sixDigits(typed);
  if (code === null) {
    const plain = normalizeBackupCode(typed) ?? "";
    return account.change(async (state) =>
      verifyBackupCode(state.account, await backupCodeClaim(vault, user, plain, state.account.backupCodes), at),
    );
  }
  if (challengeId === undefined)
    return account.change(async (state) =>
      verifyTotp(state.account, { code, secrets: await openTotpSecrets(vault, user, state.account) }, at),
    );
  return account.changeWithChallenges(async ({ account: current, challenges }) => {
    const factorId = activeSms(current).find(({ challenge }) => challenge?.id === challengeId)?.id ?? "";
    const mac = await smsCodeMac(vault, user, { factorId, challengeId, code });
    return verifySms(current, { challengeId, challenges, mac }, at);
  });
}
