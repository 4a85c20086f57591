import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Disposable, Download, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { type Appearance, appearances, narrow, takeEach } from "./appearance.ts";
import { Authenticator } from "./authenticator.ts";
import { flaws } from "./flaws.ts";
import { focusedName } from "./focus.ts";
import { jump } from "./page-clock.ts";
import { Keyboard } from "./keyboard.ts";
import type { LentContexts } from "./lent-contexts.ts";
import { Phone } from "./phone.ts";
import { readQr } from "./pixels.ts";
import { type Place, Watch } from "./watch.ts";
import type { World } from "./world.ts";

export const password = "correct horse battery staple";

const wantsPictures = process.env["COUNTERSIGN_SCREENSHOTS"] === "1";
const pictures = fileURLToPath(new URL("../../../docs/screenshots/", import.meta.url));
const [usual] = appearances;

/** How long a step may take before the story gives up on it. */
const patienceMillis = 20_000;

/** The device in somebody's hand: a phone has no mouse and a narrow screen. */
export type Device = "computer" | "phone";

type Role = Parameters<Page["getByRole"]>[0];

/** Somebody with a browser. What they find, they find as people and screen readers do: by role and name. */
export class Visitor {
  readonly page: Page;
  readonly phone: Phone;
  readonly keyboard: Keyboard;
  readonly watch: Watch;
  readonly #world: World;
  readonly #contexts: LentContexts;
  /** What its pages run before anything of their own. */
  readonly #jumps: Disposable[] = [];

  private constructor(world: World, contexts: LentContexts, page: Page, place: Place) {
    this.#world = world;
    this.#contexts = contexts;
    this.page = page;
    this.watch = new Watch(page.context(), place);
    this.phone = new Phone(page);
    this.keyboard = new Keyboard(page);
  }

  static async arrive(
    world: World,
    contexts: LentContexts,
    locale: string,
    device: Device = "computer",
    place: Place = { url: world.service.pageUrl, sign: "#sign-in-title", calls: [] },
  ): Promise<Visitor> {
    const page = await contexts.lend({
      locale,
      timezoneId: "Europe/Zurich",
      viewport: usual.size,
      colorScheme: usual.scheme,
      deviceScaleFactor: wantsPictures ? 2 : 1,
      permissions: ["clipboard-read", "clipboard-write"],
      // A phone's user has not asked for less motion, so that both styles are looked at.
      ...(device === "phone"
        ? { hasTouch: true, isMobile: true, viewport: narrow }
        : { reducedMotion: "reduce" as const }),
    });
    page.context().setDefaultTimeout(patienceMillis);
    const visitor = new Visitor(world, contexts, page, place);
    visitor.#jumps.push(await page.context().addInitScript(jump, world.now() - Date.now()));
    await visitor.page.goto(place.url);
    await visitor.page.locator(place.sign).waitFor();
    return visitor;
  }

  /** Nothing of this visitor is left for the next one; after a failure there is no next one. */
  async leaves(isWell: boolean): Promise<void> {
    this.watch.stop();
    if (!isWell) return this.#contexts.end(this.page);
    await Promise.all(this.#jumps.map(async (one) => one.dispose()));
    await this.#contexts.takeBack(this.page, [this.#world.service.url, ...this.watch.urls]);
  }

  /** Time goes by: this page's clock jumps, and that of every page that is loaded later. Its timers go on as they were. */
  async advance(millis: number): Promise<void> {
    this.#jumps.push(await this.page.context().addInitScript(jump, millis));
    await this.page.evaluate(jump, millis);
  }

  find(role: Role, name: string | RegExp): Locator {
    return this.page.getByRole(role, { name, exact: typeof name === "string" });
  }

  async sees(role: Role, name: string | RegExp): Promise<void> {
    await this.find(role, name).first().waitFor();
  }

  async reads(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor();
  }

  async presses(name: string | RegExp, role: Role = "button"): Promise<void> {
    await this.find(role, name).click();
  }

  async fills(name: string | RegExp, text: string): Promise<void> {
    await this.find("textbox", name).fill(text);
  }

  /** Types the e-mail address and the password, and sends them. */
  async entersPassword(email: string, typed = password): Promise<void> {
    await this.fills("E-mail address", email);
    await this.page.getByLabel("Password", { exact: true }).fill(typed);
    await this.presses("Sign in");
  }

  /** Six digits go off by themselves; anything longer wants the button. */
  async entersCode(code: string, field: string | RegExp = "Six-digit code"): Promise<void> {
    await this.fills(field, code);
    if (code.length > 6) await this.presses("Continue");
  }

  /** Through both steps, with the code of an authenticator app. */
  async signsIn(email: string, app: Authenticator): Promise<void> {
    await this.entersPassword(email);
    await this.sees("textbox", "Six-digit code");
    await this.entersCode(await app.freshCode());
    await this.isInside();
  }

  /** Before a change, where no access token is left on the page: it comes from a code. */
  async proves(code: () => Promise<string>): Promise<void> {
    await this.sees("heading", "Confirm it is you");
    await this.entersCode(await code());
  }

  /** In the dialog of the app, before a change that asks for it. */
  async entersPasswordAgain(typed = password): Promise<void> {
    const dialog = this.find("dialog", "Your password, please");
    await dialog.getByLabel("Password", { exact: true }).fill(typed);
    await dialog.getByRole("button", { name: "Continue" }).click();
  }

  async isInside(greeting: RegExp = /^Good to see you, /): Promise<void> {
    await this.sees("heading", greeting);
  }

  async signsOut(): Promise<void> {
    await this.presses("Sign out");
    await this.reads("You are signed out.");
  }

  async goesTo(place: "Overview" | "Security" | "Admin"): Promise<void> {
    await this.presses(place, "link");
    await this.page.locator("#main h1", { hasText: place === "Overview" ? "Good to see you" : place }).waitFor();
  }

  /** The name of what has the focus, also inside elements. */
  async focused(): Promise<string> {
    return focusedName(this.page);
  }

  async goesOffline(): Promise<void> {
    await this.page.context().setOffline(true);
  }

  async goesOnline(): Promise<void> {
    await this.page.context().setOffline(false);
  }

  /** Calls to these addresses are answered as the service answers when one of its dependencies is down. */
  async losesTheService(addresses: string, method: string | null = null): Promise<{ over(): Promise<void> }> {
    const problem = { type: "urn:countersign:problem:temporarily_unavailable", code: "temporarily_unavailable" };
    const body = JSON.stringify({ ...problem, title: "Down", status: 503, detail: "Down.", requestId: "test" });
    await this.page.route(addresses, async (route, request) =>
      method === null || request.method() === method
        ? route.fulfill({ status: 503, contentType: "application/problem+json", body })
        : route.continue(),
    );
    return { over: async () => this.page.unroute(addresses) };
  }

  /** Points a phone at the screen: the QR code is read from what is painted there. */
  async scansTheScreen(): Promise<Authenticator> {
    const text = await readQr(this.page);
    if (text === null) throw new Error("There is no QR code on the screen that a phone could read.");
    return new Authenticator(this.#world, text);
  }

  /** Saves a file: its name and its text. */
  async saves(name: string | RegExp): Promise<{ readonly fileName: string; readonly text: string }> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.presses(name)]);
    return { fileName: download.suggestedFilename(), text: await textOf(download) };
  }

  async clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Reads the ten backup codes, says that they are kept, and goes on. */
  async savesCodes(): Promise<readonly string[]> {
    await this.sees("heading", "Keep your backup codes");
    const codes = await this.find("list", "Your backup codes").getByRole("listitem").allTextContents();
    await this.find("checkbox", "I have saved my backup codes").check();
    await this.presses("Continue");
    return codes;
  }

  /**
   * The page as it is, held against WCAG 2.2 and the width of the screen, in light and dark, wide and narrow.
   * `picture`: also kept for the documentation, if this run takes pictures.
   */
  async looks(state: string, picture?: string): Promise<void> {
    await expect.poll(() => this.#unrest.count(), { message: `${state}: still busy`, timeout: patienceMillis }).toBe(0);
    await takeEach(this.page, async (appearance) => {
      for (const flaw of await flaws(this.page, appearance.judged))
        this.#world.flaws.push(`${state}, ${appearance.name}: ${flaw}`);
      if (picture !== undefined && wantsPictures) await this.#picture(picture, appearance);
    });
  }

  /** Elements about to change, unless a dialog in front of them waits for the visitor. */
  get #unrest(): Locator {
    return this.page
      .locator("body:not(:has(dialog[open]))")
      .locator('[aria-busy="true"], .loading, .waiting')
      .filter({ visible: true });
  }

  async #picture(name: string, { name: appearance }: Appearance): Promise<void> {
    const file = `${name}${appearance === "light" ? "" : `-${appearance}`}.webp`;
    const image = await this.#world.pixels.webp(await this.page.screenshot({ animations: "disabled", caret: "hide" }));
    expect(image.length, `${file}: bytes of the picture`).toBeLessThan(150_000);
    await writeFile(`${pictures}${file}`, image);
  }
}

async function textOf(download: Download): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
