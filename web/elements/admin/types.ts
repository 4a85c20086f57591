import type { Data } from "../../../client/src/index.ts";

export type AdminUser = Data<"adminGetUser">;
export type Policy = Data<"adminGetPolicy">;
export type ActivityPage = Data<"adminListEvents">;
export type ActivityEvent = ActivityPage["events"][number];
