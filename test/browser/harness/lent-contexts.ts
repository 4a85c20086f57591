import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { sessionOf } from "./session.ts";

/**
 * Contexts of a browser, each with a page, that visitors use one after the other: making a page takes Chromium as long as a visit.
 * Each is handed on empty, and a story that failed hands none on.
 */
export class LentContexts {
  readonly #browser: Browser;
  readonly #free = new Map<string, Page[]>();
  readonly #lent = new Map<Page, BrowserContextOptions>();

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  async lend(options: BrowserContextOptions): Promise<Page> {
    const page = this.#free.get(JSON.stringify(options))?.pop() ?? (await this.#open(options));
    this.#lent.set(page, options);
    return page;
  }

  /** `origins`: where its pages kept anything. */
  async takeBack(page: Page, origins: readonly string[]): Promise<void> {
    const options = this.#lent.get(page);
    if (options === undefined) throw new Error("That page was not lent.");
    const context = page.context();
    // The storage of a session goes with its page, and can be emptied only where it is.
    const isEmptied = await page
      .evaluate(() => sessionStorage.clear())
      .then(
        () => true,
        () => false,
      );
    if (!isEmptied) return this.end(page);
    this.#lent.delete(page);
    await this.#closeOthers(context, page);
    await page.goto("about:blank");
    page.removeAllListeners("request").removeAllListeners("response");
    const session = await sessionOf(page);
    await Promise.all([
      page.unrouteAll(),
      page.emulateMedia({ colorScheme: options.colorScheme ?? null }),
      session.send("WebAuthn.disable"),
      context.setOffline(false),
      context.clearCookies(),
      ...origins.map((origin) => session.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" })),
    ]);
    const { viewport = null } = options;
    const size = page.viewportSize();
    if (viewport !== null && (viewport.width !== size?.width || viewport.height !== size.height))
      await page.setViewportSize(viewport);
    const kind = JSON.stringify(options);
    this.#free.set(kind, [...(this.#free.get(kind) ?? []), page]);
  }

  async end(page: Page): Promise<void> {
    this.#lent.delete(page);
    await page.context().close();
  }

  async #closeOthers(context: BrowserContext, kept: Page): Promise<void> {
    await Promise.all(context.pages().map(async (page) => (page === kept ? null : page.close())));
  }

  async #open(options: BrowserContextOptions): Promise<Page> {
    return (await this.#browser.newContext(options)).newPage();
  }
}
