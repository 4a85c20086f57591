import type { MethodKind } from "../../method/kind.ts";
import { challengeTexts } from "../../texts/areas.ts";

/** Only verifies: nobody sets it up by itself. */
export const backupCode = {
  icon: "key",
  name: "backupCode",
  sendsCode: false,
  isCeremony: false,
  keyboard: "letters",
  codeLabel: "backupCode",
  puzzled: null,
  lead: ({ translator }) => translator.say(challengeTexts, "leadBackup"),
} as const satisfies MethodKind;

/** Backup codes are offered beside the factors, and are none. */
export const backupCodes = { id: null, type: "backup_code" } as const;
