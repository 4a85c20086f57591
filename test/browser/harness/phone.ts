import type { Locator, Page } from "playwright-core";

/** The phone beside the app, as the visitor sees it. */
export class Phone {
  readonly #page: Page;
  #read = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  get messages(): Locator {
    return this.#page.locator("#aid .sms");
  }

  /** So many messages have come before the story begins. */
  async hasRead(count: number): Promise<void> {
    await this.messages.nth(count - 1).waitFor();
    this.#read = count;
  }

  /** Waits for one more message and reads the code in it; `to`: the number that it must have come to. */
  async nextCode(to?: string): Promise<string> {
    await this.messages.nth(this.#read).waitFor();
    this.#read += 1;
    const newest = this.messages.first();
    const number = await newest.locator("bdi").textContent();
    if (to !== undefined && number !== to) throw new Error(`The message went to ${String(number)}, not to ${to}.`);
    const code = await newest.locator(".code").textContent();
    if (code === null) throw new Error("The message has no code.");
    return code;
  }
}
