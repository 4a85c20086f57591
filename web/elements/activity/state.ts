import type { Problem, TroubleCode } from "../api.ts";
import type { ActivityEvent, ActivityPage } from "../settings/data.ts";

export interface ActivityRequest {
  /** Null: from the newest on. */
  readonly cursor: string | null;
  readonly limit: number;
}

export interface ActivityState {
  readonly request: ActivityRequest | null;
  /** Null: not known yet. */
  readonly events: readonly ActivityEvent[] | null;
  /** Where older ones begin; null: there are none. */
  readonly cursor: string | null;
  readonly trouble: TroubleCode | null;
}

export type ActivityMessage =
  | { readonly type: "refresh" }
  | { readonly type: "more" }
  | { readonly type: "came"; readonly data: ActivityPage }
  | { readonly type: "refused"; readonly problem: Problem };
