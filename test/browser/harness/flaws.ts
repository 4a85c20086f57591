import type { Page } from "playwright-core";
import type { Appearance } from "./appearance.ts";
import { type Box, type Judged, runAxe, type TextOnPicture } from "./axe.ts";
import { Notes } from "./notes.ts";
import { type Painted, painted } from "./painted.ts";
import { around, leastContrast } from "./pixels.ts";

/** Pages without a flaw that were looked at before: the same state comes in several stories. */
const flawless = new Notes("flawless");
/** Trees without a flaw: on another width only the rules that read the layout can find one. */
const sound = new Notes("sound");

/** Flaws of the page as it is now, in sentences. */
export async function flaws(page: Page, judged: Appearance["judged"]): Promise<readonly string[]> {
  const { look, tree } = await contentOf(page);
  const now = `${look} ${tree}`;
  if (flawless.has(now)) return [];
  const found = await examine(page, judged === "everything" && sound.has(tree) ? "layout" : judged);
  if (found.length === 0) {
    flawless.add(now);
    if (judged === "everything") sound.add(tree);
  }
  return found;
}

/** All that decides how the page looks; its tree is with shadow roots, what is typed and what is shown, and digits stand for any others of their number. */
const contentOf = async (page: Page): Promise<{ readonly look: string; readonly tree: string }> =>
  page.evaluate(() => {
    const written = (root: Element | ShadowRoot): string =>
      [...root.childNodes]
        .map((node) => {
          if (!(node instanceof Element)) return node.textContent ?? "";
          const attributes = [...node.attributes].map(({ name, value }) => `${name}=${value}`).join(" ");
          const typed = node instanceof HTMLInputElement ? `${node.value} ${String(node.checked)}` : "";
          const isShown = node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
          const state = `${String(isShown)} ${typed}`;
          const shadow = node.shadowRoot === null ? "" : `#${written(node.shadowRoot)}`;
          return `<${node.localName} ${attributes} ${state}>${shadow}${written(node)}</>`;
        })
        .join("");
    let focus = document.activeElement;
    while (focus?.shadowRoot?.activeElement) focus = focus.shadowRoot.activeElement;
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const tree = `${location.pathname} ${focus?.outerHTML ?? ""} ${written(document.documentElement)}`
      .replaceAll(/\b(?:fac|usr|lnk|chl)_[\w-]+/g, "id")
      .replaceAll(/data:[^ ]+/g, "data")
      .replaceAll(/\d/g, "0");
    return { look: `${String(dark)} ${String(innerWidth)}`, tree };
  });

async function examine(page: Page, judged: Judged): Promise<readonly string[]> {
  const { violations, texts } = await runAxe(page, judged);
  const pale = await tooPale(page, texts);
  return [...violations, ...pale, ...(judged === "colours" ? [] : await tooWide(page))];
}

/** Texts that were bright enough before, in the same place of the same ground. */
const good = new Notes("good");

async function tooPale(page: Page, texts: readonly TextOnPicture[]): Promise<readonly string[]> {
  const look = await page.evaluate(() => `${matchMedia("(prefers-color-scheme: dark)").matches} ${innerWidth}`);
  const keyOf = (text: TextOnPicture): string => `${look} ${JSON.stringify(text)}`;
  const unknown = texts.filter((text) => text.boxes.length > 0 && !good.has(keyOf(text)));
  if (unknown.length === 0) return [];
  const ground = await groundOf(page, around(unknown.flatMap(({ boxes }) => boxes)));
  return unknown.flatMap((text) => {
    const contrast = leastContrast(ground, text);
    if (contrast >= text.least) good.add(keyOf(text));
    return contrast >= text.least
      ? []
      : [`contrast: ${contrast.toFixed(2)} in the place of ${String(text.least)}\n  at ${text.where}`];
  });
}

/** Elements that make the page scroll sideways, or are cut off at its edge. */
const tooWide = async (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const found = scrollWidth > clientWidth ? [`scrolls sideways by ${String(scrollWidth - clientWidth)} px`] : [];
    const scrolls = (element: Element): boolean => /auto|scroll/.test(getComputedStyle(element).overflowX);
    const isMeantToBeSeen = (element: Element): boolean =>
      element.checkVisibility() && getComputedStyle(element).clipPath === "none";
    const look = (root: Document | ShadowRoot | Element): void => {
      for (const element of root.children) {
        if (!isMeantToBeSeen(element) || (element !== document.documentElement && scrolls(element))) continue;
        const range = document.createRange();
        for (const node of element.childNodes) {
          if (node.nodeType !== Node.TEXT_NODE) continue;
          range.selectNode(node);
          const { left, right, width } = range.getBoundingClientRect();
          if (width > 0 && (left < -1 || right > clientWidth + 1))
            found.push(`cut off: ${node.textContent?.trim() ?? ""}`);
        }
        look(element);
        if (element.shadowRoot !== null) look(element.shadowRoot);
      }
    };
    look(document);
    return found;
  });

/** Part of the page without its texts, and without what floats above it: a reader scrolls that away. */
async function groundOf(page: Page, part: Box): Promise<Painted> {
  const sheets = await page.evaluateHandle(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "* { color: transparent !important; caret-color: transparent !important; text-decoration-color: transparent !important }",
    );
    const changed: (Document | ShadowRoot)[] = [];
    const afloat: HTMLElement[] = [];
    const hide = (root: Document | ShadowRoot): void => {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      changed.push(root);
      for (const element of root.querySelectorAll<HTMLElement>("*")) {
        if (element.shadowRoot !== null) hide(element.shadowRoot);
        if (getComputedStyle(element).position === "fixed") afloat.push(element);
      }
    };
    hide(document);
    for (const element of afloat) element.style.visibility = "hidden";
    return { sheet, changed, afloat };
  });
  const ground = await painted(page, part);
  await sheets.evaluate(({ sheet, changed, afloat }) => {
    for (const root of changed) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet);
    for (const element of afloat) element.style.removeProperty("visibility");
  });
  return ground;
}
