import { activity, problems, settings } from "./account.ts";
import { admin } from "./admin.ts";
import { backupCodes, challenge, enrollment, general } from "./sign-in.ts";

export const en = { activity, admin, backupCodes, challenge, enrollment, general, problems, settings };
