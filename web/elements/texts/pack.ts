import type { Area, Translation, Words } from "../language/area.ts";
import type { activityTexts } from "./activity.ts";
import type { adminTexts } from "./admin.ts";
import type { backupCodesTexts } from "./backup-codes.ts";
import type { challengeTexts } from "./challenge.ts";
import type { enrollmentTexts } from "./enrollment.ts";
import type { generalTexts } from "./general.ts";
import type { problemsTexts } from "./problems.ts";
import type { settingsTexts } from "./settings.ts";

type Of<A> = A extends Area<infer English extends Words> ? Translation<English> : never;

/** All texts of one language; a missing area or key does not compile. */
export interface Pack {
  readonly activity: Of<typeof activityTexts>;
  readonly admin: Of<typeof adminTexts>;
  readonly backupCodes: Of<typeof backupCodesTexts>;
  readonly challenge: Of<typeof challengeTexts>;
  readonly enrollment: Of<typeof enrollmentTexts>;
  readonly general: Of<typeof generalTexts>;
  readonly problems: Of<typeof problemsTexts>;
  readonly settings: Of<typeof settingsTexts>;
}
