import { type Account, isEnabled } from "./account.ts";
import { type BackupCodeSet, backupCodeCount } from "./backup-codes.ts";
import { type Decision, refuse } from "./decision.ts";

/** New backup codes take the place of the old ones, which stop working with this write. */
export function regenerate(account: Account, backupCodes: BackupCodeSet): Decision<object> {
  if (!isEnabled(account)) return refuse({ code: "not_enrolled" });
  return {
    write: {
      account: { ...account, backupCodes },
      event: { type: "backup_codes.regenerated", data: { count: backupCodeCount } },
    },
    outcome: { ok: true },
  };
}
