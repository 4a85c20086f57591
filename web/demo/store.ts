import { type DemoEvent, initial, update, type State } from "./state.ts";

/** Holder of the state; calls its listeners after every change. */
export function createStore(onChange: (state: State) => void) {
  let state = initial;
  return {
    get state() {
      return state;
    },
    dispatch: (event: DemoEvent): void => {
      state = update(state, event);
      onChange(state);
    },
  };
}
export type Store = ReturnType<typeof createStore>;
