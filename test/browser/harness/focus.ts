import type { Page } from "playwright-core";

/** The accessible name of what has the focus, also inside elements; empty: nothing has it. */
export async function focusedName(page: Page): Promise<string> {
  const focused = page.locator(":focus").last();
  if ((await focused.count()) === 0) return "";
  const snapshot = await focused.ariaSnapshot();
  return /"((?:[^"\\]|\\.)*)"/.exec(snapshot)?.[1] ?? snapshot.replace(/^- text: /, "");
}
