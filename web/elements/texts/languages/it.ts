import { it as activity } from "../activity/it.ts";
import { it as admin } from "../admin/it.ts";
import { it as backupCodes } from "../backup-codes/it.ts";
import { it as challenge } from "../challenge/it.ts";
import { it as enrollment } from "../enrollment/it.ts";
import { it as general } from "../general/it.ts";
import { it as problems } from "../problems/it.ts";
import { it as settings } from "../settings/it.ts";
import type { Pack } from "../pack.ts";

export const it: Pack = { activity, admin, backupCodes, challenge, enrollment, general, problems, settings };
