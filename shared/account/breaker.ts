import { dayMillis, hourMillis, type Instant, seconds } from "./instant.ts";

/**
 * The watch on pumping: somebody has codes sent to numbers that pay for each message, and never types one in. It counts the numbers that
 * nobody has confirmed yet, in cells of one organisation: by range (the country code and four digits more) and by country. Registered and
 * confirmed numbers are never judged.
 */
export type CellName =
  | { readonly kind: "range"; readonly id: string; readonly country: string }
  | { readonly kind: "country"; readonly id: string };

export interface Cell {
  /** Counts by the minute, oldest first. */
  readonly minutes: readonly Minute[];
  /** Sends of the last two minutes, oldest first. */
  readonly fresh: readonly Fresh[];
  /** Of a range: a code came back from it less than thirty days before, or an operator let it go on less than an hour before. */
  readonly knownUntil: Instant;
  readonly stop: Stop | null;
  /** The end and length of the last stop that was lifted: the next one soon after is twice as long. */
  readonly lifted: Pick<Stop, "until" | "hours"> | null;
  /** Ids of the facts counted last: the bus delivers some twice. */
  readonly counted: readonly string[];
}

interface Minute {
  /** Its beginning. */
  readonly at: Instant;
  readonly sent: number;
  readonly back: number;
}

interface Fresh {
  readonly at: Instant;
  readonly sent: number;
}

interface Stop {
  /** From then on a few sends are tried. */
  readonly until: Instant;
  readonly hours: number;
  /** Sends tried since, oldest first. */
  readonly trial: readonly { readonly at: Instant; readonly isBack: boolean }[];
}

/** An SMS to an unconfirmed number left, did not leave after all, or its code came back. */
export interface Fact {
  readonly id: string;
  readonly what: "sent" | "failed" | "back";
  readonly at: Instant;
}

export const emptyCell: Cell = { minutes: [], fresh: [], knownUntil: 0, stop: null, lifted: null, counted: [] };

const minute = seconds(60);
const windowMillis = hourMillis;
/** People need a while to read and type: where codes are known to come back, a send counts only then. */
const graceMillis = seconds(120);
/** With more of them, those of a second count together: the item stays small however many leave. */
const mostFresh = 120;
const knownMillis = 30 * dayMillis;
const mostPending = { range: 20, country: 50 } as const satisfies Record<CellName["kind"], number>;
/** Less than one code in so many. */
const leastShare = 5;
const longestStop = 24;
/** After so long without one, a stop is short again. */
const forgottenMillis = dayMillis;
const trialSends = 3;
const trialBacks = 2;
const trialMillis = seconds(300);
/** Sends of an hour into a range that no code ever came back from, however many calls run at once. */
export const mostUnknown = 25;
/** Clocks of two processes may differ so much; what is later comes from a clock that was wrong. */
const clockSkew = seconds(300);
const mostCounted = 32;

export const isKnownRange = ({ knownUntil }: Cell, now: Instant): boolean =>
  now < knownUntil && knownUntil <= now + knownMillis + clockSkew;

/** The cell as it stands now: what is old, what a clock that was ahead left behind, and a trial that has failed. */
export function settled(cell: Cell, now: Instant): Cell {
  const stands = ({ at }: { readonly at: Instant }): boolean => now - windowMillis < at && at <= now + clockSkew;
  const fresh = cell.fresh.filter(stands);
  const ripe = fresh.filter(({ at }) => at + graceMillis <= now);
  return {
    ...cell,
    minutes: ripe.reduce<readonly Minute[]>(
      (minutes, { at, sent }) => added(minutes, at, { sent, back: 0 }),
      cell.minutes.filter(stands),
    ),
    fresh: fresh.filter((one) => !ripe.includes(one)),
    stop: settledStop(cell.stop, now),
  };
}

function settledStop(stop: Stop | null, now: Instant): Stop | null {
  if (stop === null || stop.until - stop.hours * hourMillis > now + clockSkew) return null;
  const { trial, hours } = stop;
  const last = lastTried(stop);
  if (last === undefined)
    return { ...stop, trial: trial.filter(({ at }) => now - hourMillis < at && at <= now + clockSkew) };
  if (now < last.at + trialMillis) return stop;
  const longer = Math.min(longestStop, 2 * hours);
  return { until: last.at + longer * hourMillis, hours: longer, trial: [] };
}

/** The send that ended the trial; undefined: some are still to come. */
const lastTried = ({ trial }: Stop): Stop["trial"][number] | undefined =>
  trial.length < trialSends ? undefined : trial.at(-1);

export type Verdict =
  | { readonly sends: "freely" }
  | { readonly sends: "on trial"; readonly most: number }
  | { readonly sends: "never"; readonly until: Instant };

/** Whether a set-up's SMS may go out now, by one cell. */
export function verdictOf(cell: Cell, now: Instant): Verdict {
  const { stop } = settled(cell, now);
  if (stop === null) return { sends: "freely" };
  if (now < stop.until) return { sends: "never", until: stop.until };
  const last = lastTried(stop);
  return last === undefined
    ? { sends: "on trial", most: trialSends }
    : { sends: "never", until: last.at + trialMillis };
}

/** Counts a fact. `paused`: the instant until which the cell has just stopped. */
export function count(
  name: CellName,
  before: Cell,
  fact: Fact,
  now: Instant,
): { readonly cell: Cell; readonly paused: Instant | null } {
  if (before.counted.includes(fact.id)) return { cell: before, paused: null };
  const cell = withFact(settled(before, now), fact, now);
  const counted = [...before.counted, fact.id].slice(-mostCounted);
  if (cell.stop !== null || fact.what !== "sent" || !isPumped(name, cell, now))
    return { cell: { ...cell, counted }, paused: null };
  const { lifted } = cell;
  const isSoon = lifted !== null && now < lifted.until + forgottenMillis;
  const hours = isSoon ? Math.min(longestStop, 2 * lifted.hours) : 1;
  const until = now + hours * hourMillis;
  return { cell: { ...cell, ...uncounted, counted, stop: { until, hours, trial: [] } }, paused: until };
}

function isPumped({ kind }: CellName, cell: Cell, now: Instant): boolean {
  const hasGrace = kind === "country" || isKnownRange(cell, now);
  const sent = sum([...cell.minutes, ...(hasGrace ? [] : cell.fresh)].map((one) => one.sent));
  const back = sum(cell.minutes.map((one) => one.back));
  return sent >= mostPending[kind] && leastShare * back < sent;
}

function withFact(cell: Cell, { what, at }: Fact, now: Instant): Cell {
  switch (what) {
    case "sent":
      return cell.stop === null ? withSend(cell, at) : { ...cell, stop: tried(cell.stop, at) };
    case "failed":
      return cell.stop === null ? withoutSend(cell, at) : { ...cell, stop: untried(cell.stop) };
    case "back": {
      const known = { ...cell, knownUntil: now + knownMillis };
      return known.stop === null
        ? { ...known, minutes: added(known.minutes, at, { sent: 0, back: 1 }) }
        : cameBack(known, known.stop, at);
    }
  }
}

const byTime = (one: { readonly at: Instant }, other: { readonly at: Instant }): number => one.at - other.at;

function withSend(cell: Cell, at: Instant): Cell {
  const counted = cell.fresh.length < mostFresh ? at : Math.ceil(at / seconds(1)) * seconds(1);
  const { sent } = cell.fresh.find((one) => one.at === counted) ?? { sent: 0 };
  const others = cell.fresh.filter((one) => one.at !== counted);
  return { ...cell, fresh: [...others, { at: counted, sent: sent + 1 }].toSorted(byTime) };
}

/** A send that fails does so at once: it is the last one before. */
function withoutSend(cell: Cell, at: Instant): Cell {
  const last = cell.fresh.findLast((one) => one.at <= at) ?? cell.fresh[0];
  if (last === undefined) return { ...cell, minutes: added(cell.minutes, at, { sent: -1, back: 0 }) };
  const fresh = cell.fresh.map((one) => (one === last ? { ...one, sent: one.sent - 1 } : one));
  return { ...cell, fresh: fresh.filter(({ sent }) => sent > 0) };
}

function added(minutes: readonly Minute[], at: Instant, more: Omit<Minute, "at">): readonly Minute[] {
  const start = at - (at % minute);
  const same = minutes.find((one) => one.at === start) ?? { sent: 0, back: 0 };
  const changed = { at: start, sent: Math.max(0, same.sent + more.sent), back: same.back + more.back };
  return [...minutes.filter((one) => one.at !== start), changed].toSorted(byTime);
}

const uncounted: Pick<Cell, "minutes" | "fresh"> = { minutes: [], fresh: [] };

/** Sends that were under way when the cell stopped are no trial. */
const tried = (stop: Stop, at: Instant): Stop =>
  at < stop.until ? stop : { ...stop, trial: [...stop.trial, { at, isBack: false }] };

const untried = (stop: Stop): Stop => ({ ...stop, trial: stop.trial.slice(0, -1) });

/** Two of three that come back in time let the cell send again. */
function cameBack(cell: Cell, stop: Stop, at: Instant): Cell {
  const index = stop.trial.findIndex((one) => !one.isBack && one.at <= at && at < one.at + trialMillis);
  const trial = stop.trial.map((one, place) => (place === index ? { ...one, isBack: true } : one));
  return trial.filter(({ isBack }) => isBack).length >= trialBacks
    ? { ...cell, ...uncounted, stop: null, lifted: { until: at, hours: stop.hours } }
    : { ...cell, stop: { ...stop, trial } };
}

/** An operator lets the cell send again, and vouches for the range until its sends of this hour, known or not, count no more. */
export const lift = (cell: Cell, now: Instant): Cell => ({
  ...cell,
  ...uncounted,
  stop: null,
  lifted: null,
  knownUntil: Math.max(cell.knownUntil, now + hourMillis),
});

/** When nothing of the cell counts any more. */
export const forgottenAt = ({ knownUntil, stop, lifted }: Cell, now: Instant): Instant =>
  Math.max(
    now + windowMillis,
    knownUntil,
    ...(stop ? [stop.until + longestStop * hourMillis] : []),
    ...(lifted ? [lifted.until + forgottenMillis] : []),
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
