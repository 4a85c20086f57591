import { type Happening, initial, next, type State } from "./state.ts";

/** Holder of the state; calls its listeners after every change. */
export function createStore(onChange: (state: State) => void) {
  let state = initial;
  return {
    get state() {
      return state;
    },
    tell: (happening: Happening): void => {
      state = next(state, happening);
      onChange(state);
    },
  };
}
export type Store = ReturnType<typeof createStore>;
