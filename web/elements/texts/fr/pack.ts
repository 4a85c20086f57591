import { activity, problems, settings } from "./account.ts";
import { admin } from "./admin.ts";
import { backupCodes, challenge, enrollment, general } from "./sign-in.ts";
import type { Pack } from "../areas.ts";

export const fr: Pack = { activity, admin, backupCodes, challenge, enrollment, general, problems, settings };
