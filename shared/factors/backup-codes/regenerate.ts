import { type Account, isEnabled } from "../../account/account.ts";
import { type BackupCodeSet, backupCodeCount } from "../../account/backup-codes.ts";
import { type Decision, refuse } from "../../account/decision.ts";
import { clearFailures } from "../../account/guesses.ts";

/** A new set brings the method back, should guesses at the old one have disabled it (NIST SP 800-63B-4 section 3.2.2). */
export const withNewCodes = (account: Account, backupCodes: BackupCodeSet): Account => ({
  ...clearFailures(account, "backup_code"),
  backupCodes,
});

/** New backup codes take the place of the old ones, which stop working with this write. */
export function regenerate(account: Account, backupCodes: BackupCodeSet): Decision<object> {
  if (!isEnabled(account)) return refuse({ code: "not_enrolled" });
  return {
    write: {
      account: withNewCodes(account, backupCodes),
      event: { type: "backup_codes.regenerated", data: { count: backupCodeCount } },
    },
    outcome: { ok: true },
  };
}
