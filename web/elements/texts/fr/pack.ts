import { activity, problems, settings } from "./account.ts";
import { backupCodes, challenge, enrollment, general, recovery } from "./sign-in.ts";
import type { Pack } from "../areas.ts";

export const fr: Pack = { activity, backupCodes, challenge, enrollment, general, problems, recovery, settings };
