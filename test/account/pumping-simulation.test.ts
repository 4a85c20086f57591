/** @module-tag histories */
import { describe, expect, it } from "vitest";
import {
  type Cell,
  type CellName,
  count,
  emptyCell,
  type Fact,
  isKnownRange,
  verdictOf,
} from "../../shared/account/breaker.ts";
import { start } from "./examples.ts";

const [second, minute, hour] = [1000, 60_000, 3_600_000];

/** The same numbers each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The cells of one organisation, read and counted as the service does it: at once. */
class Organisation {
  readonly #cells = new Map<string, Cell>();
  sent = 0;
  refused = 0;

  #read = (name: CellName): Cell => this.#cells.get(name.id) ?? emptyCell;

  setUp(rangeId: string, now: number): boolean {
    const names = this.#names(rangeId);
    const isKnown = isKnownRange(this.#read(names[0]), now);
    const cells = isKnown ? [names[0]] : names;
    if (cells.some((name) => verdictOf(this.#read(name), now).sends === "never")) {
      this.refused += 1;
      return false;
    }
    this.sent += 1;
    this.#count(rangeId, "sent", now);
    return true;
  }

  typeIn(rangeId: string, now: number): void {
    this.#count(rangeId, "back", now);
  }

  #names = (id: string) =>
    [
      { kind: "range", id, country: "CH" },
      { kind: "country", id: "CH" },
    ] as const;

  #ids = 0;
  #count(rangeId: string, what: Fact["what"], now: number): void {
    const [range, country] = this.#names(rangeId);
    const wasKnown = isKnownRange(this.#read(range), now);
    const fact = { id: `evt_${String((this.#ids += 1))}`, what, at: now };
    this.#cells.set(range.id, count(range, this.#read(range), fact, now).cell);
    const ofCountry = this.#read(country);
    if (ofCountry.stop === null || !wasKnown) this.#cells.set(country.id, count(country, ofCountry, fact, now).cell);
  }
}

/** A campaign: people whom the organisation asks to set a phone up, of whom most type the code in. */
function rollOut(
  organisation: Organisation,
  {
    people = 600,
    perMinute,
    share = 0.8,
    seed = 1,
    ranges = 500,
  }: { people?: number; perMinute: number; share?: number; seed?: number; ranges?: number },
): void {
  const random = randomFrom(seed);
  const typed: [at: number, range: string][] = [];
  for (let nth = 0; nth < people; nth += 1) {
    const now = start + (nth * minute) / perMinute;
    for (const [at, range] of typed.filter(([due]) => due <= now)) organisation.typeIn(range, at);
    typed.splice(0, typed.length, ...typed.filter(([due]) => due > now));
    // Mobile numbers of one country: some five hundred beginnings of four digits.
    const range = `r${String(Math.floor(random() * ranges))}`;
    if (organisation.setUp(range, now) && random() < share) typed.push([now + (10 + random() * 80) * second, range]);
  }
}

describe("an attack", () => {
  it("with 1,000 numbers of one range gets 20 SMS in an hour, 23 in two and 32 in a day", () => {
    const sentWithin = (hours: number): number => {
      const organisation = new Organisation();
      for (let nth = 0; nth < 1000; nth += 1) organisation.setUp("r1", start + (nth * hours * hour) / 1000);
      return organisation.sent;
    };
    expect([sentWithin(0.25), sentWithin(0.9), sentWithin(2), sentWithin(24)]).toEqual([20, 20, 23, 32]);
  });

  it("with 5,000 numbers all over a country in an hour gets 217 SMS, and nobody of another organisation is refused", () => {
    const [attacked, other] = [new Organisation(), new Organisation()];
    for (let nth = 0; nth < 5000; nth += 1) attacked.setUp(`r${String(nth % 500)}`, start + (nth * hour) / 5000);
    rollOut(other, { perMinute: 60 });
    expect(attacked.sent).toBe(217);
    expect(other.refused).toBe(0);
  });
});

describe("a roll-out of 600 phones, of which four of five are confirmed", () => {
  it.each([20, 60, 120, 240])("refuses nobody at %i a minute", (perMinute) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const organisation = new Organisation();
      rollOut(organisation, { perMinute, seed });
      expect([organisation.sent, organisation.refused]).toEqual([600, 0]);
    }
  });

  it("refuses none of a company's own block of numbers at 20 a minute; at 240 it stops before the first code is typed", () => {
    const refusedAt = (perMinute: number): number => {
      const organisation = new Organisation();
      rollOut(organisation, { perMinute, ranges: 1 });
      return organisation.refused;
    };
    expect([refusedAt(20), refusedAt(240)]).toEqual([0, 580]);
  });
});
