import type { Page, ViewportSize } from "playwright-core";

/** The narrowest phones; WCAG 2.2 (1.4.10) wants pages that scroll one way only down to 320 px. */
export const narrow = { width: 360, height: 740 };
const wide = { width: 1280, height: 800 };

/** The dark scheme changes colours and nothing else, so these alone are judged there, on the wide page: the narrow one has no colours of its own. */
export const appearances = [
  { name: "light", scheme: "light", size: wide, judged: "everything" },
  { name: "dark", scheme: "dark", size: wide, judged: "colours" },
  { name: "narrow", scheme: "light", size: narrow, judged: "everything" },
] as const;
export type Appearance = (typeof appearances)[number];
type View = Pick<Appearance, "scheme"> & { readonly size: ViewportSize };

const isSame = (one: ViewportSize, other: ViewportSize): boolean =>
  one.width === other.width && one.height === other.height;

/** Each of them in turn, and then back to how the page was: what changes is painted anew, which costs more than the look itself. */
export async function takeEach(page: Page, look: (appearance: Appearance) => Promise<void>): Promise<void> {
  let now: View = { scheme: "light", size: page.viewportSize() ?? narrow };
  const before = now;
  for (const appearance of appearances) {
    await change(page, now, appearance);
    now = appearance;
    await look(appearance);
  }
  await change(page, now, before);
}

async function change(page: Page, from: View, to: View): Promise<void> {
  if (from.scheme !== to.scheme) await page.emulateMedia({ colorScheme: to.scheme });
  if (!isSame(from.size, to.size)) await page.setViewportSize(to.size);
  // Colours on their way, to another scheme or to a button that can be pressed again, are nobody's colours.
  await page.evaluate(() => {
    const finish = (root: Document | ShadowRoot): void => {
      for (const animation of root.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
      for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot !== null) finish(shadowRoot);
    };
    finish(document);
  });
}
