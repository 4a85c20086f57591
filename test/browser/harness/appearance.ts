import type { Page } from "playwright-core";

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

export async function take(page: Page, { scheme, size }: Appearance): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize(size);
  // Colours on their way from one scheme to the other are nobody's colours.
  await page.evaluate(() => {
    const finish = (root: Document | ShadowRoot): void => {
      for (const animation of root.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
      for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot !== null) finish(shadowRoot);
    };
    finish(document);
  });
}
