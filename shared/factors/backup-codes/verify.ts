import type { Verifies } from "../flow.ts";
import type { ProofOf } from "../proof.ts";
import { backupCodeClaim } from "./digests.ts";
import { verifyBackupCode } from "./rules.ts";

export const backupCodeVerifies: Verifies<ProofOf<"backup_code">> = {
  needsChallenges: false,
  async verify(vault, user, { account }, { plain }, at) {
    return verifyBackupCode(account, await backupCodeClaim(vault, user, plain, account.backupCodes), at);
  },
};
