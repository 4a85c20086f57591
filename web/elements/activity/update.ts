import type { ActivityEvent, ActivityPage, Problem } from "../api.ts";
import { needsSignIn, type Trouble, troubleOf } from "../trouble/trouble.ts";

/** One page of events; the newest if `cursor` is null. */
export interface ActivityRequest {
  /** Null: the caller's own. */
  readonly userId: string | null;
  readonly cursor: string | null;
  readonly limit: number;
  /** The user asks for it, and enters a code if need be. */
  readonly proves?: boolean;
}

export interface ActivityState {
  readonly request: ActivityRequest | null;
  readonly userId: string | null;
  /** Null: not known yet. */
  readonly events: readonly ActivityEvent[] | null;
  /** The place where older ones begin; null: there are none. */
  readonly cursor: string | null;
  readonly trouble: Trouble<ActivityRequest> | null;
}

export type ActivityMessage =
  | { readonly type: "opened"; readonly userId: string | null }
  | { readonly type: "closed" }
  | { readonly type: "more" }
  | { readonly type: "answered"; readonly page: ActivityPage }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number }
  | { readonly type: "retry" };

const atFirst = 5;
const atOnce = 15;
const most = 100;

export const noActivity: ActivityState = { request: null, userId: null, events: null, cursor: null, trouble: null };

/** The recent events of a user, page by page. Opening the same user again keeps the list until the new one is there. */
export function updateActivity(state: ActivityState, message: ActivityMessage): ActivityState {
  const { request, userId, cursor, trouble } = state;
  switch (message.type) {
    case "opened": {
      const events = message.userId === userId ? state.events : null;
      // As many as are shown, so that nothing vanishes under the reader's eyes.
      const limit = Math.min(Math.max(events?.length ?? 0, atFirst), most);
      const newest = { userId: message.userId, cursor: null, limit };
      return { ...state, userId: message.userId, events, trouble: null, request: newest };
    }
    case "closed":
      return noActivity;
    case "more":
      if (request !== null || cursor === null) return state;
      return { ...state, trouble: null, request: { userId, cursor, limit: atOnce } };
    case "answered": {
      const earlier = request === null || request.cursor === null ? [] : (state.events ?? []);
      const { page } = message;
      return { ...state, request: null, trouble: null, events: [...earlier, ...page.events], cursor: page.cursor };
    }
    case "refused":
      return { ...state, request: null, trouble: troubleOf(message.problem, message.now, request) };
    case "retry":
      return trouble?.retry
        ? { ...state, trouble: null, request: { ...trouble.retry, ...(needsSignIn(trouble) && { proves: true }) } }
        : state;
  }
}
