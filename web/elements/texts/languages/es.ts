import { es as activity } from "../activity/es.ts";
import { es as admin } from "../admin/es.ts";
import { es as backupCodes } from "../backup-codes/es.ts";
import { es as challenge } from "../challenge/es.ts";
import { es as enrollment } from "../enrollment/es.ts";
import { es as general } from "../general/es.ts";
import { es as problems } from "../problems/es.ts";
import { es as settings } from "../settings/es.ts";
import type { Pack } from "../pack.ts";

export const es: Pack = { activity, admin, backupCodes, challenge, enrollment, general, problems, settings };
