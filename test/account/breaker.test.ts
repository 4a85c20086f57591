import { describe, expect, it } from "vitest";
import {
  type Cell,
  type CellName,
  count,
  emptyCell,
  type Fact,
  isKnownRange,
  lift,
  verdictOf,
} from "../../shared/account/breaker.ts";
import { start } from "./examples.ts";

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];
const range: CellName = { kind: "range", id: "r1", country: "CH" };
const country: CellName = { kind: "country", id: "CH" };

/** One cell and its clock. */
class Watched {
  cell: Cell = emptyCell;
  now = start;
  readonly pauses: number[] = [];
  readonly name: CellName;
  #ids = 0;

  constructor(name: CellName) {
    this.name = name;
  }

  fact(what: Fact["what"], id = `evt_${String((this.#ids += 1))}`): void {
    const { cell, paused } = count(this.name, this.cell, { id, what, at: this.now }, this.now);
    this.cell = cell;
    if (paused !== null) this.pauses.push(paused);
  }
  sent(times: number, apart = second): void {
    for (let nth = 0; nth < times; nth += 1) {
      this.now += apart;
      this.fact("sent");
    }
  }
  get sends(): string {
    return verdictOf(this.cell, this.now).sends;
  }
}

describe("a range that no code ever came back from", () => {
  it("stops for an hour with the twentieth SMS, and tells of it once", () => {
    const watched = new Watched(range);
    watched.sent(19);
    expect([watched.sends, watched.pauses]).toEqual(["freely", []]);
    watched.sent(1);
    expect(watched.sends).toBe("never");
    expect(watched.pauses).toEqual([watched.now + hour]);
    watched.sent(5);
    expect(watched.pauses).toHaveLength(1);
  });

  it("goes on while a fifth comes back", () => {
    const watched = new Watched(range);
    for (let nth = 0; nth < 100; nth += 1) {
      watched.now += minute / 2;
      watched.fact("sent");
      if (nth % 5 === 0) watched.fact("back");
    }
    expect(watched.sends).toBe("freely");
  });

  it("is not stopped by nineteen in an hour, hour after hour", () => {
    const watched = new Watched(range);
    watched.sent(190, hour / 19);
    expect(watched.sends).toBe("freely");
  });

  it("does not count an SMS that did not leave, nor a fact that is delivered twice", () => {
    const watched = new Watched(range);
    for (let nth = 0; nth < 30; nth += 1) {
      watched.fact("sent", `evt_a${String(nth)}`);
      watched.fact("failed", `evt_b${String(nth)}`);
    }
    for (let nth = 0; nth < 30; nth += 1) watched.fact("sent", "evt_same");
    expect(watched.sends).toBe("freely");
  });
});

describe("a range that is known", () => {
  it("is forgotten after thirty days", () => {
    const watched = new Watched(range);
    watched.fact("back");
    expect(isKnownRange(watched.cell, watched.now + 29 * day)).toBe(true);
    expect(isKnownRange(watched.cell, watched.now + 31 * day)).toBe(false);
  });
});

describe("a send that has its two minutes", () => {
  it.each([0, 1, 17_300, 30_000, 59_999])("counts after 120 seconds, %i ms into a minute", (offset) => {
    const cells = [[range, 20] as const, [country, 50] as const];
    for (const [name, most] of cells) {
      const watched = new Watched(name);
      watched.now = start - (start % minute) + minute + offset;
      // One code came back: of a range that makes it known.
      watched.fact("sent");
      watched.fact("back");
      watched.sent(most, 0);
      watched.now += 120 * second - 1;
      watched.sent(1, 0);
      expect(watched.sends).toBe("freely");
      watched.sent(1, 1);
      expect(watched.sends).toBe("never");
    }
  });

  it("counts no more than it should where hundreds leave within a second", () => {
    const watched = new Watched(country);
    watched.sent(400, 3);
    watched.now += 118 * second;
    watched.sent(1, 0);
    expect(watched.sends).toBe("freely");
    expect(JSON.stringify(watched.cell).length).toBeLessThan(8_000);
    watched.sent(1, 3 * second);
    expect(watched.sends).toBe("never");
  });

  it("is taken back where it did not leave, though a minute has begun since", () => {
    const watched = new Watched(range);
    watched.now = start - (start % minute) + minute - 1;
    for (let nth = 0; nth < 30; nth += 1) {
      watched.fact("sent");
      watched.now += 2;
      watched.fact("failed");
      watched.now += minute - 2;
    }
    expect(watched.sends).toBe("freely");
  });
});

describe("a country", () => {
  it("stops with fifty that are two minutes old", () => {
    const watched = new Watched(country);
    watched.sent(49);
    watched.now += 4 * minute;
    watched.sent(1);
    expect(watched.sends).toBe("freely");
    watched.now += 4 * minute;
    watched.sent(1);
    expect(watched.sends).toBe("never");
  });
});

describe("a stop", () => {
  const stopped = (): Watched => {
    const watched = new Watched(range);
    watched.sent(20);
    return watched;
  };

  it("ends with a trial: three SMS, then none", () => {
    const watched = stopped();
    watched.now += hour - 1;
    expect(watched.sends).toBe("never");
    watched.now += 1;
    expect(verdictOf(watched.cell, watched.now)).toEqual({ sends: "on trial", most: 3 });
    watched.sent(3);
    expect(watched.sends).toBe("never");
  });

  it("is over when two of three come back within five minutes", () => {
    const watched = stopped();
    watched.now += hour;
    watched.sent(3);
    watched.now += 4 * minute;
    watched.fact("back");
    expect(watched.sends).toBe("never");
    watched.fact("back");
    expect(watched.sends).toBe("freely");
  });

  it("doubles with each trial that fails, up to a day", () => {
    const watched = stopped();
    const hours: number[] = [];
    for (let nth = 0; nth < 7; nth += 1) {
      const from = watched.now;
      const verdict = verdictOf(watched.cell, watched.now);
      if (verdict.sends === "never") watched.now = verdict.until;
      hours.push(Math.round((watched.now - from) / hour));
      watched.sent(3);
      // One of three, and one too late.
      watched.fact("back");
      watched.now += 5 * minute;
      watched.fact("back");
    }
    expect(hours).toEqual([1, 2, 4, 8, 16, 24, 24]);
    expect(watched.pauses).toHaveLength(1);
  });

  it("that was lifted soon after by a trial is longer the next time", () => {
    const watched = stopped();
    watched.now += hour;
    watched.sent(3);
    watched.fact("back");
    watched.fact("back");
    // Known by now: each has its two minutes.
    watched.sent(20);
    watched.now += 3 * minute;
    watched.sent(1);
    expect(watched.pauses.map((until, nth) => (nth === 0 ? 1 : Math.round((until - watched.now) / hour)))).toEqual([
      1, 2,
    ]);
  });

  it("is over when an operator says so, and the next one is short again", () => {
    const watched = stopped();
    watched.cell = lift(watched.cell, watched.now);
    expect(watched.sends).toBe("freely");
    watched.sent(20);
    expect(watched.sends).toBe("freely");
    watched.now += 3 * minute;
    watched.sent(1);
    expect(watched.pauses.at(-1)).toBe(watched.now + hour);
  });
});

describe("a clock that jumps", () => {
  it("ahead by a day and back leaves no stop and no counts of tomorrow", () => {
    const watched = new Watched(range);
    watched.now += day;
    watched.sent(20);
    expect(watched.sends).toBe("never");
    watched.now -= day;
    expect(watched.sends).toBe("freely");
    watched.sent(19);
    expect(watched.sends).toBe("freely");
    watched.sent(1);
    expect(watched.sends).toBe("never");
  });

  it("ahead by months does not make a range known for longer than thirty days", () => {
    const watched = new Watched(range);
    watched.now += 90 * day;
    watched.fact("back");
    watched.now -= 90 * day;
    expect(isKnownRange(watched.cell, watched.now)).toBe(false);
  });

  it("back by an hour ends no stop", () => {
    const watched = new Watched(range);
    watched.sent(20);
    watched.now -= 4 * minute;
    expect(watched.sends).toBe("never");
  });
});
