import type { ChallengeState } from "./state.ts";

/** Where the focus goes after a step, as selectors, the best first; null: it stays. */
export function focusAfter(before: ChallengeState, after: ChallengeState): readonly string[] | null {
  if (after.view !== "prompt") return after.view === before.view || after.view === "starting" ? null : ["h2"];
  if (after.page !== "code") return before.view === "prompt" && before.page === after.page ? null : ["h2"];
  if (before.view !== "prompt" || before.page !== "code") return ["#code", "[part~=submit]:not([aria-disabled])", "h2"];
  // The code was refused, or another one is on its way: the next one is typed into the same field.
  return before.request !== null && after.request === null
    ? ["#code", "[part~=submit]:not([aria-disabled])", "h2"]
    : null;
}
