import { describe, expect, it } from "vitest";
import {
  type Cell,
  type CellName,
  count,
  emptyCell,
  type Fact,
  forgottenAt,
  isKnownRange,
  lift,
  settled,
  verdictOf,
} from "../../shared/account/breaker.ts";
import { day, hour, minute, second, start } from "./examples.ts";

const range: CellName = { kind: "range", id: "r1", country: "CH" };
const country: CellName = { kind: "country", id: "CH" };
const now = start;
const cell = (more: Partial<Cell>): Cell => ({ ...emptyCell, ...more });
const counted = (more: Partial<Cell>, what: Fact["what"], at = now, name: CellName = range) =>
  count(name, cell(more), { id: "evt_1", what, at }, now);
const sent = (at: number, times: number, back = 0) => ({ at, sent: times, back });
const tried = (at: number, isBack = false) => ({ at, isBack });
const stop = (until: number, hours = 1, ...trial: readonly ReturnType<typeof tried>[]) => ({ until, hours, trial });

it("a cell begins with nothing", () => {
  expect(emptyCell).toStrictEqual({ minutes: [], fresh: [], knownUntil: 0, stop: null, lifted: null, counted: [] });
});

describe("of what was counted", () => {
  it.each([
    [now - hour, false],
    [now - hour + 1, true],
    [now + 5 * minute, true],
    [now + 5 * minute + 1, false],
  ])("an instant of an hour stands, five minutes ahead too, since clocks differ: %#", (at, stands) => {
    expect(settled(cell({ minutes: [sent(at, 2)] }), now).minutes).toStrictEqual(stands ? [sent(at, 2)] : []);
    const { minutes, fresh } = settled(cell({ fresh: [{ at, sent: 2 }] }), now);
    expect(minutes.length + fresh.length).toBe(stands ? 1 : 0);
    const { stop: trying } = settled(cell({ stop: stop(now - 2 * hour, 1, tried(at)) }), now);
    expect(trying).toStrictEqual(stop(now - 2 * hour, 1, ...(stands ? [tried(at)] : [])));
  });

  it("a send is of its minute once it is 120 seconds old", () => {
    const fresh = [now - 150 * second, now - 2 * minute, now - 2 * minute + 1].map((at) => ({ at, sent: 3 }));
    const minutes = [sent(now - 10 * minute, 1), sent(now - 2 * minute, 4, 1)];
    expect(settled(cell({ minutes, fresh }), now)).toStrictEqual(
      cell({
        minutes: [sent(now - 10 * minute, 1), sent(now - 3 * minute, 3), sent(now - 2 * minute, 7, 1)],
        fresh: [{ at: now - 2 * minute + 1, sent: 3 }],
      }),
    );
  });
});

describe("a fact", () => {
  it("counts once, and the last 32 are known", () => {
    const before = cell({ counted: ["evt_1"] });
    expect(counted(before, "sent")).toStrictEqual({ cell: before, paused: null });
    const ids = Array.from({ length: 32 }, (_, nth) => `evt_a${String(nth)}`);
    expect(counted({ counted: ids }, "sent").cell.counted).toStrictEqual([...ids.slice(1), "evt_1"]);
  });

  it("of a send stands by its own instant, in order, and those of one instant together", () => {
    const fresh = [
      { at: now - 2 * second, sent: 1 },
      { at: now, sent: 1 },
    ];
    expect(counted({ fresh }, "sent", now - second).cell.fresh.map(({ at }) => at)).toStrictEqual([
      now - 2 * second,
      now - second,
      now,
    ]);
    expect(counted({ fresh }, "sent").cell.fresh).toStrictEqual([fresh[0], { at: now, sent: 2 }]);
  });

  it("of a send counts by the second where a hundred and twenty are fresh", () => {
    const fresh = Array.from({ length: 120 }, (_, nth) => ({ at: now - minute + nth, sent: 1 }));
    const at = now - second + 1;
    expect(counted({ fresh }, "sent", at, country).cell.fresh.at(-1)).toStrictEqual({ at: now, sent: 1 });
    expect(counted({ fresh: fresh.slice(1) }, "sent", at, country).cell.fresh.at(-1)).toStrictEqual({ at, sent: 1 });
    const full = [...fresh, { at: now, sent: 7 }];
    expect(counted({ fresh: full }, "sent", at, country).cell.fresh.at(-1)).toStrictEqual({ at: now, sent: 8 });
  });

  it.each([
    ["the one of the same instant", now - 2 * second, [1, 1, 1]],
    ["the last one before", now - second, [1, 1, 1]],
    ["the first one, where all are later", now - 9 * second, [2, 1]],
  ])("of a send that failed takes back %s", (_, at, left) => {
    const fresh = [
      { at: now - 3 * second, sent: 1 },
      { at: now - 2 * second, sent: 2 },
      { at: now, sent: 1 },
    ];
    expect(counted({ fresh }, "failed", at).cell.fresh.map((one) => one.sent)).toStrictEqual(left);
  });

  it("of a send that failed late takes it from its minute, never below none", () => {
    const at = now - 150 * second;
    const minutes = [sent(now - 3 * minute, 2, 1), sent(now - minute, 5)];
    expect(counted({ minutes }, "failed", at).cell.minutes).toStrictEqual([sent(now - 3 * minute, 1, 1), minutes[1]]);
    expect(counted({}, "failed", at).cell.minutes).toStrictEqual([sent(now - 3 * minute, 0)]);
  });

  it("of a code that came back makes the range known for thirty days, and counts in its minute", () => {
    const { cell: after } = counted({ minutes: [sent(now - minute, 5)] }, "back", now - 30 * second);
    expect(after).toStrictEqual(
      cell({ minutes: [sent(now - minute, 5, 1)], knownUntil: now + 30 * day, counted: ["evt_1"] }),
    );
  });
});

describe("a range or country", () => {
  const known = now + day;
  it.each([
    ["stops with twenty sends", range, { minutes: [sent(now - minute, 19)] }, true],
    ["goes on with nineteen", range, { minutes: [sent(now - minute, 18)] }, false],
    ["goes on where a fifth came back", range, { minutes: [sent(now - minute, 19, 4)] }, false],
    ["stops where fewer came back", range, { minutes: [sent(now - minute, 20, 4)] }, true],
    [
      "that is known has the last send's two minutes",
      range,
      { minutes: [sent(now - minute, 19)], knownUntil: known },
      false,
    ],
    ["that is known stops without it", range, { minutes: [sent(now - minute, 20)], knownUntil: known }, true],
    ["of a country stops with fifty", country, { minutes: [sent(now - minute, 50)] }, true],
    ["of a country has the last send's two minutes", country, { minutes: [sent(now - minute, 49)] }, false],
  ] as const)("%s", (_, name, more, isPaused) => {
    expect(counted(more, "sent", now, name).paused).toBe(isPaused ? now + hour : null);
  });

  it("stops with a send, and not with what came of earlier ones", () => {
    for (const what of ["failed", "back"] as const)
      expect(counted({ minutes: [sent(now - minute, 30)] }, what).paused).toBeNull();
  });

  it("that stops begins its counts anew, and does not stop twice", () => {
    const minutes = [sent(now - minute, 30)];
    const fresh = [{ at: now, sent: 1 }];
    expect(counted({ minutes, fresh }, "sent")).toStrictEqual({
      cell: cell({ counted: ["evt_1"], stop: stop(now + hour) }),
      paused: now + hour,
    });
    expect(counted({ minutes, stop: stop(now + minute) }, "sent").paused).toBeNull();
  });

  it.each([
    [now - day + 1, 1, 2],
    [now - day + 1, 4, 8],
    [now - day + 1, 16, 24],
    [now - day, 4, 1],
  ])("whose stop was lifted at %i after %i hours stops for %i", (until, hours, next) => {
    const minutes = [sent(now - minute, 30)];
    expect(counted({ minutes, lifted: { until, hours } }, "sent").paused).toBe(now + next * hour);
  });

  it.each([
    [now, false],
    [now + 1, true],
    [now + 30 * day + 5 * minute, true],
    [now + 30 * day + 5 * minute + 1, false],
  ])("is known until an instant that a right clock can have set: %#", (knownUntil, isKnown) => {
    expect(isKnownRange(cell({ knownUntil }), now)).toBe(isKnown);
  });
});

describe("a stop", () => {
  it("that began later than a clock may be ahead is none", () => {
    for (const hours of [1, 2]) {
      const until = now + hours * hour + 5 * minute;
      expect(verdictOf(cell({ stop: stop(until, hours) }), now)).toStrictEqual({ sends: "never", until });
      expect(verdictOf(cell({ stop: stop(until + 1, hours) }), now)).toStrictEqual({ sends: "freely" });
    }
  });

  it("waits for what comes back of three sends, five minutes long, and then is twice as long", () => {
    const three = [tried(now - 2 * minute), tried(now - minute), tried(now, true)];
    const trying = cell({ stop: stop(now - hour, 4, ...three) });
    for (const later of [now, now + 5 * minute - 1]) {
      expect(verdictOf(trying, later)).toStrictEqual({ sends: "never", until: now + 5 * minute });
      expect(settled(trying, later)).toStrictEqual(trying);
    }
    expect(settled(trying, now + 5 * minute).stop).toStrictEqual(stop(now + 8 * hour, 8));
    expect(settled(cell({ stop: stop(now - hour, 16, ...three) }), now + 5 * minute).stop?.hours).toBe(24);
    const two = cell({ stop: stop(now - hour, 4, ...three.slice(1)) });
    expect(verdictOf(two, now + 9 * minute)).toStrictEqual({ sends: "on trial", most: 3 });
    expect(settled(two, now + 9 * minute)).toStrictEqual(two);
  });

  it("tries what is sent from its end on, and takes back what did not leave", () => {
    const before = stop(now, 1, tried(now));
    expect(counted({ stop: before }, "sent", now - 1).cell.stop).toStrictEqual(before);
    expect(counted({ stop: before }, "sent").cell.stop).toStrictEqual(stop(now, 1, tried(now), tried(now)));
    expect(counted({ stop: before }, "failed").cell).toStrictEqual(cell({ stop: stop(now), counted: ["evt_1"] }));
  });

  it.each([
    ["of the very instant", [tried(now)], [tried(now, true)]],
    ["of almost five minutes before", [tried(now - 5 * minute + 1)], [tried(now - 5 * minute + 1, true)]],
    ["of five minutes before", [tried(now - 5 * minute)], [tried(now - 5 * minute)]],
    ["of a later instant", [tried(now + 1)], [tried(now + 1)]],
    ["that did not come back yet", [tried(now - 1), tried(now)], [tried(now - 1, true), tried(now)]],
  ])("takes a code as that of a send %s", (_, before, after) => {
    expect(counted({ stop: stop(now - hour, 1, ...before) }, "back").cell.stop?.trial).toStrictEqual(after);
  });

  it("is lifted by the second code of a trial, and begins its counts anew", () => {
    const before = {
      minutes: [sent(now, 9)],
      stop: stop(now - hour, 4, tried(now - 2, true), tried(now - 1), tried(now)),
    };
    expect(counted(before, "back").cell).toStrictEqual(
      cell({ knownUntil: now + 30 * day, lifted: { until: now, hours: 4 }, counted: ["evt_1"] }),
    );
  });
});

it("an operator lifts a stop, and vouches for the range for an hour", () => {
  const before = cell({
    minutes: [sent(now, 9)],
    fresh: [{ at: now, sent: 1 }],
    stop: stop(now + hour),
    counted: ["a"],
  });
  const lifted = cell({ counted: ["a"], knownUntil: now + hour });
  expect(lift({ ...before, lifted: { until: now, hours: 1 } }, now)).toStrictEqual(lifted);
  expect(lift({ ...before, knownUntil: now + day }, now)).toStrictEqual({ ...lifted, knownUntil: now + day });
});

it.each([
  [{}, now + hour],
  [{ knownUntil: now + day }, now + day],
  [{ stop: stop(now + hour) }, now + 25 * hour],
  [{ lifted: { until: now + minute, hours: 1 } }, now + minute + day],
])("a cell with %j is forgotten when nothing of it counts any more", (more, at) => {
  expect(forgottenAt(cell(more), now)).toBe(at);
});
