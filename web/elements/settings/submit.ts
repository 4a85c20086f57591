import { handOver } from "./replacement.ts";
import { activeFactors, type ReadyState, type SettingsRequest } from "./state.ts";

const longestLabel = 60;
/** Control and invisible characters: the service refuses them. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The effect of the main button of a page. */
export function submit(state: ReadyState): ReadyState {
  const { page } = state;
  switch (page.name) {
    case "rename": {
      const label = page.text.replace(unprintable, "").trim();
      return label === "" || label.length > longestLabel
        ? { ...state, page: { ...page, wrong: true } }
        : asking(state, { call: "update", factorId: page.factorId, change: { label } });
    }
    case "remove":
      return asking(state, {
        call: "remove",
        factorId: page.factorId,
        switchesOff: activeFactors(state.twoFactor).length === 1,
      });
    case "disable":
      return asking(state, { call: "disable" });
    case "regenerate":
      return asking(state, { call: "regenerate" });
    case "replace":
      return { ...state, page: { ...page, begun: true } };
    case "hand-over":
      return handOver(state);
    default:
      return state;
  }
}

const asking = (state: ReadyState, request: SettingsRequest): ReadyState => ({
  ...state,
  done: null,
  trouble: null,
  request,
});
