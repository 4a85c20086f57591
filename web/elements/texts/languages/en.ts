import { en as activity } from "../activity/en.ts";
import { en as admin } from "../admin/en.ts";
import { en as backupCodes } from "../backup-codes/en.ts";
import { en as challenge } from "../challenge/en.ts";
import { en as enrollment } from "../enrollment/en.ts";
import { en as general } from "../general/en.ts";
import { en as problems } from "../problems/en.ts";
import { en as settings } from "../settings/en.ts";
import type { Pack } from "../pack.ts";

export const en: Pack = { activity, admin, backupCodes, challenge, enrollment, general, problems, settings };
