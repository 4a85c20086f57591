import type { Page } from "playwright-core";
import { focusedName } from "./focus.ts";

const most = 60;

/** Somebody without a mouse. At every stop it must be seen where the focus is. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Presses Tab until what has this name has the focus. */
  async tabsTo(name: string | RegExp): Promise<void> {
    const passed: string[] = [];
    while (passed.length < most) {
      const focused = await focusedName(this.#page);
      if (typeof name === "string" ? focused === name : name.test(focused)) return;
      passed.push(focused);
      await this.#page.keyboard.press("Tab");
      await this.mustBeSeen();
    }
    throw new Error(`The Tab key does not lead to ${String(name)}. It passed: ${passed.join(" | ")}`);
  }

  async types(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  async presses(key: "Enter" | "Space" | "Escape" | "ArrowRight"): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  /** WCAG 2.2, 2.4.7 and 2.4.11: a visible mark, and nothing that lies over what has the focus. */
  async mustBeSeen(): Promise<void> {
    const flaw = await this.#page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      if (element === null || element === document.body) return null;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const what = `${element.localName} "${element.textContent.trim().slice(0, 40)}"`;
      if (!element.matches(":focus-visible")) return `${what} does not show that it has the focus`;
      if ((outlineStyle === "none" || parseFloat(outlineWidth) < 2) && boxShadow === "none")
        return `${what} has the focus and no mark of at least 2 px`;
      const { x, y, width, height } = element.getBoundingClientRect();
      if (width <= 1 || height <= 1) return `${what} has the focus and no size`;
      const root = element.getRootNode();
      const top =
        root instanceof ShadowRoot || root instanceof Document
          ? root.elementFromPoint(x + width / 2, y + height / 2)
          : null;
      return top !== null && (element.contains(top) || top.contains(element))
        ? null
        : `${what} has the focus and is hidden`;
    });
    if (flaw !== null) throw new Error(flaw);
  }
}
