import type { Data } from "../../../client/src/index.ts";

export type TwoFactor = Data<"listFactors">;
export type Factor = TwoFactor["factors"][number];
export type NewCodes = Data<"regenerateBackupCodes">;
export type ActivityPage = Data<"listActivity">;
export type ActivityEvent = ActivityPage["events"][number];
