import type { Browser, BrowserContext, BrowserContextOptions, CDPSession } from "playwright-core";

interface Lent {
  readonly context: BrowserContext;
  /** Of its first page, which stays empty and keeps the context's process warm. */
  readonly session: CDPSession;
}

/**
 * Contexts of a browser that visitors use one after the other: making one takes Chromium as long as a short story.
 * Each is handed on empty, and a story that failed hands none on.
 */
export class LentContexts {
  readonly #browser: Browser;
  readonly #free = new Map<string, Lent[]>();
  readonly #lent = new Map<BrowserContext, { readonly lent: Lent; readonly kind: string }>();

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  async lend(options: BrowserContextOptions): Promise<BrowserContext> {
    const kind = JSON.stringify(options);
    const lent = this.#free.get(kind)?.pop() ?? (await this.#open(options));
    this.#lent.set(lent.context, { lent, kind });
    return lent.context;
  }

  /** `origins`: where its pages kept anything. */
  async takeBack(context: BrowserContext, origins: readonly string[]): Promise<void> {
    const known = this.#lent.get(context);
    if (known === undefined) throw new Error("That context was not lent.");
    this.#lent.delete(context);
    const { lent, kind } = known;
    const [, ...others] = context.pages();
    await Promise.all(others.map(async (page) => page.close()));
    await Promise.all([
      context.setOffline(false),
      context.clearCookies(),
      ...origins.map((origin) => lent.session.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" })),
    ]);
    this.#free.set(kind, [...(this.#free.get(kind) ?? []), lent]);
  }

  async end(context: BrowserContext): Promise<void> {
    this.#lent.delete(context);
    await context.close();
  }

  async #open(options: BrowserContextOptions): Promise<Lent> {
    const context = await this.#browser.newContext(options);
    const session = await context.newCDPSession(await context.newPage());
    return { context, session };
  }
}
