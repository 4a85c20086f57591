import type { Problem } from "../../api.ts";
import { type Trouble, troubleOf } from "../../trouble/trouble.ts";
import type { ActivityEvent, ActivityPage } from "../types.ts";

/** One page of a user's events; the first if `cursor` is null. */
export interface ActivityRequest {
  readonly userId: string;
  readonly cursor: string | null;
}

export interface ActivityState {
  readonly request: ActivityRequest | null;
  readonly userId: string | null;
  readonly events: readonly ActivityEvent[];
  /** Null: there are no more. */
  readonly cursor: string | null;
  readonly trouble: Trouble<ActivityRequest> | null;
}

export type ActivityMessage =
  | { readonly type: "opened"; readonly userId: string | null }
  | { readonly type: "more" }
  | { readonly type: "answered"; readonly page: ActivityPage }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number }
  | { readonly type: "retry" };

export const noActivity: ActivityState = { request: null, userId: null, events: [], cursor: null, trouble: null };

/** A user's events, newest first, page by page. Opening the same user again keeps the list until the new one is there. */
export function updateActivity(state: ActivityState, message: ActivityMessage): ActivityState {
  const { request, userId, cursor, trouble } = state;
  switch (message.type) {
    case "opened": {
      if (message.userId === null) return noActivity;
      const events = message.userId === userId ? state.events : [];
      return { ...noActivity, events, userId: message.userId, request: { userId: message.userId, cursor: null } };
    }
    case "more":
      if (request !== null || userId === null || cursor === null) return state;
      return { ...state, trouble: null, request: { userId, cursor } };
    case "answered": {
      const earlier = request?.cursor === null ? [] : state.events;
      const { page } = message;
      return { ...state, request: null, events: [...earlier, ...page.events], cursor: page.cursor };
    }
    case "refused":
      if (request === null) return state;
      return { ...state, request: null, trouble: troubleOf(message.problem, request, message.now) };
    case "retry":
      return trouble === null ? state : { ...state, trouble: null, request: { ...trouble.request } };
  }
}
