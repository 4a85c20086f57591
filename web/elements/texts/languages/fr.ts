import { fr as activity } from "../activity/fr.ts";
import { fr as admin } from "../admin/fr.ts";
import { fr as backupCodes } from "../backup-codes/fr.ts";
import { fr as challenge } from "../challenge/fr.ts";
import { fr as enrollment } from "../enrollment/fr.ts";
import { fr as general } from "../general/fr.ts";
import { fr as problems } from "../problems/fr.ts";
import { fr as settings } from "../settings/fr.ts";
import type { Pack } from "../pack.ts";

export const fr: Pack = { activity, admin, backupCodes, challenge, enrollment, general, problems, settings };
