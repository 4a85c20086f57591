import { activity, problems, settings } from "./account.ts";
import { backupCodes, challenge, enrollment, general, recovery } from "./sign-in.ts";

export const en = { activity, backupCodes, challenge, enrollment, general, problems, recovery, settings };
