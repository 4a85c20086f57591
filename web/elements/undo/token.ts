const mark = "#countersign-undo=";
let taken: string | null = null;

/** Takes the link's token out of the page's address, so that neither the history nor a screenshot keeps it. */
export function takeUndoToken(): void {
  if (typeof location === "undefined" || !location.hash.startsWith(mark)) return;
  taken = location.hash.slice(mark.length);
  history.replaceState(history.state, "", `${location.pathname}${location.search}`);
}

/** In memory only: it waits here while the user signs in on the same page. */
export const undoToken = (): string | null => taken;

export function forgetUndoToken(): void {
  taken = null;
}
