import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { launch } from "./browser.ts";
import { Given } from "./given.ts";
import { LentContexts } from "./lent-contexts.ts";
import { Pixels } from "./pixels.ts";
import { Service } from "./service.ts";
import { type Device, Visitor } from "./visitor.ts";
import type { Place } from "./watch.ts";

/** What the stories of a worker share: they come one after the other. */
interface Shared {
  readonly contexts: LentContexts;
  readonly pixels: Pixels;
}
let shared: Promise<Shared> | null = null;
const share = async (): Promise<Shared> => {
  const browser = await launch();
  return { contexts: new LentContexts(browser), pixels: new Pixels(browser) };
};

/** Everything of one story: a service that nobody has used, and the people who visit it, each in a browser of their own. */
export class World {
  readonly service: Service;
  readonly pixels: Pixels;
  /** State before the story begins. */
  readonly given: Given;
  /** Flaws of the pages seen on the way. */
  readonly flaws: string[] = [];
  readonly #contexts: LentContexts;
  readonly #visitors: Visitor[] = [];

  private constructor(service: Service, { contexts, pixels }: Shared) {
    this.service = service;
    this.#contexts = contexts;
    this.pixels = pixels;
    this.given = new Given(this);
  }

  static async open(variables: Readonly<Record<string, string>>): Promise<World> {
    const [service, ready] = await Promise.all([Service.start(variables), (shared ??= share())]);
    return new World(service, ready);
  }

  now(): number {
    return this.service.now();
  }

  /** Time goes by, for the service and for everybody's browser. */
  async advance(millis: number): Promise<void> {
    this.service.advance(millis);
    for (const visitor of this.#visitors) await visitor.advance(millis);
  }

  /** Somebody who opens the app, in English unless said otherwise. */
  async visitor(locale = "en-GB", device?: Device, place?: Place): Promise<Visitor> {
    const visitor = await Visitor.arrive(this, this.#contexts, locale, device, place);
    this.#visitors.push(visitor);
    return visitor;
  }

  /** Somebody goes before the story ends. */
  async dismiss(visitor: Visitor): Promise<void> {
    this.flaws.push(...visitor.watch.complaints);
    this.#visitors.splice(this.#visitors.indexOf(visitor), 1);
    await visitor.leaves(true);
  }

  complaints(): readonly string[] {
    return [
      ...this.flaws,
      ...this.#visitors.flatMap(({ watch }) => watch.complaints),
      ...this.service.complaints.map((line) => `service: ${line}`),
    ];
  }

  /** Says what was complained of so far, and forgets it. */
  forgive(): readonly string[] {
    const complaints = this.complaints();
    for (const list of [this.flaws, ...this.#visitors.map(({ watch }) => watch.complaints)]) list.splice(0);
    return complaints;
  }

  /** Pictures of how it ended, and the pages as a screen reader has them. */
  async keepEvidence(place: string): Promise<void> {
    await mkdir(place, { recursive: true });
    for (const [nth, { page }] of this.#visitors.entries()) {
      await page.screenshot({ path: `${place}/visitor-${String(nth + 1)}.png`, fullPage: true }).catch(() => null);
      const read = await page.locator("body").ariaSnapshot({ timeout: 2000 }).catch(String);
      await writeFile(`${place}/visitor-${String(nth + 1)}.txt`, `${page.url()}\n${read}\n`);
    }
  }

  async close(isWell: boolean): Promise<void> {
    await Promise.all(this.#visitors.map(async (visitor) => visitor.leaves(isWell)));
    await this.service.stop();
  }
}

const failures = fileURLToPath(new URL("../failures/", import.meta.url));
const slug = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 80);

/** A test in a world of its own. It also fails for whatever a browser or the service complained of on the way. */
export const story = (
  name: string,
  play: (world: World) => Promise<void>,
  /** Settings of a service that differs from a newcomer's, or how they come about. */
  variables: Readonly<Record<string, string>> | (() => Promise<Readonly<Record<string, string>>>) = {},
): void =>
  it(name, async () => {
    const place = `${failures}${slug(name)}`;
    const world = await World.open(typeof variables === "function" ? await variables() : variables);
    let isWell = false;
    try {
      await rm(place, { recursive: true, force: true });
      await play(world);
      expect(world.complaints(), "complaints on the way").toEqual([]);
      isWell = true;
    } catch (error) {
      await world.keepEvidence(place);
      if (error instanceof Error)
        error.message += `${others(world, error)}\nPictures: test/browser/failures/${slug(name)}/`;
      throw error;
    } finally {
      await world.close(isWell);
    }
  });

/** A story that stopped half-way may have stopped for what was complained of. */
const others = (world: World, { message }: Error): string => {
  const complaints = world.complaints();
  return complaints.length === 0 || message.startsWith("complaints on the way")
    ? ""
    : `\nComplaints on the way:\n${complaints.join("\n")}`;
};
