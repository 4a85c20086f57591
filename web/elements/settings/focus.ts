import type { ReadyState, SettingsState } from "./state.ts";

/** Where the focus goes after a step, as selectors, the best first; null: it stays. */
export function focusAfter(before: SettingsState, after: SettingsState): readonly string[] | null {
  if (after.view === "loading") return after.retried ? ["#loading"] : null;
  if (after.view !== "ready") return after.view === before.view || before.view === "waiting" ? null : ["h2"];
  if (before.view !== "ready") return before.view === "loading" && before.retried ? ["h2"] : null;
  if (after.page.name === before.page.name) return samePage(before, after);
  switch (after.page.name) {
    case "rename":
      return ["#name"];
    case "remove":
    case "disable":
    case "regenerate":
      return ["#ask-title"];
    case "replace":
    case "hand-over":
      return ["h2"];
    case "overview":
      return backFrom(before, after);
    case "enroll":
    case "codes":
      // These take the focus themselves.
      return null;
  }
}

function samePage(before: ReadyState, after: ReadyState): readonly string[] | null {
  if (after.page.name === "rename") return after.page.wrong ? ["#name"] : null;
  const { request } = before;
  // The button that was pressed is gone.
  return after.done === "preferredNow" && request?.call === "update" ? [inRow(request.factorId, "rename"), "h2"] : null;
}

/** Back to the button that led away; where that is gone, to the heading above it. */
function backFrom({ page }: ReadyState, after: ReadyState): readonly string[] {
  if (!after.twoFactor.enabled) return ["h2"];
  switch (page.name) {
    case "rename":
      return [inRow(page.factorId, "rename"), "#methods"];
    case "remove":
      return [inRow(page.factorId, "remove"), "#methods"];
    case "disable":
      return ["button[part~=switch-off]", "h2"];
    case "regenerate":
      return ["[part~=make-codes]", "#codes"];
    case "codes":
      return ["#codes"];
    default:
      return ["h2"];
  }
}

const inRow = (factorId: string, part: string): string => `[data-factor="${factorId}"] [part~=${part}]`;
