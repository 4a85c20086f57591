import type { ActivityMessage, ActivityState } from "./state.ts";

const atFirst = 5;
const atOnce = 15;
const most = 100;

export const noActivity: ActivityState = { request: null, events: null, cursor: null, trouble: null };

/** What happened lately, page by page. Pure. */
export function updateActivity(state: ActivityState, message: ActivityMessage): ActivityState {
  switch (message.type) {
    case "refresh": {
      // As many as are shown, so that nothing vanishes under the reader's eyes.
      const limit = Math.min(Math.max(state.events?.length ?? 0, atFirst), most);
      return { ...state, trouble: null, request: { cursor: null, limit } };
    }
    case "more":
      if (state.request !== null || state.cursor === null) return state;
      return { ...state, trouble: null, request: { cursor: state.cursor, limit: atOnce } };
    case "came": {
      const { events, cursor } = message.data;
      const earlier = state.request === null || state.request.cursor === null ? [] : (state.events ?? []);
      return { request: null, events: [...earlier, ...events], cursor, trouble: null };
    }
    case "refused":
      return { ...state, request: null, trouble: message.problem.code };
  }
}
