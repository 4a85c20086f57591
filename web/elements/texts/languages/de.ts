import { de as activity } from "../activity/de.ts";
import { de as admin } from "../admin/de.ts";
import { de as backupCodes } from "../backup-codes/de.ts";
import { de as challenge } from "../challenge/de.ts";
import { de as enrollment } from "../enrollment/de.ts";
import { de as general } from "../general/de.ts";
import { de as problems } from "../problems/de.ts";
import { de as settings } from "../settings/de.ts";
import type { Pack } from "../pack.ts";

export const de: Pack = { activity, admin, backupCodes, challenge, enrollment, general, problems, settings };
