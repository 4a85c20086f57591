import * as z from "zod/mini";
import { type Budget, type Guesses, type Method, methods } from "../../account/guess-budget.ts";
import { compactId, fullId, newerIn } from "./stored-parts.ts";
import { count, instant, storedId } from "./stored-kinds.ts";
import { flag } from "./undo-item.ts";

/** A count, and the instant that goes with it. */
export const pair = z._default(z.tuple([count, instant]), [0, 0]);
type Pair = [number, number];
/** Codes compared, since when, and the wrong codes that a reopening allows beyond the budget. */
const storedSlow = z._default(z.union([z.tuple([count, instant]), z.tuple([count, instant, count])]), [0, 0]);
/** Closed at, reopened at, 1 while on trial, and the link in the notice of it. */
const storedClosing = z.union([z.tuple([instant, instant, flag]), z.tuple([instant, instant, flag, storedId])]);

/** The letter of each method; `d` is the day. */
const letters = { totp: "t", sms: "s", backup_code: "b", enrollment: "e", bypass_code: "y" } as const satisfies Record<
  (typeof methods)[number],
  string
>;
/**
 * Each method's letter has failures and lock; its capital the slow budget. d is the day, n the wrong codes since the last login, o how
 * methods were closed and reopened, by their letters, z when wrong codes last closed one.
 */
const pairs = ["t", "s", "b", "e", "y", "d"] as const;
const slows = ["T", "S", "B", "E", "Y"] as const;
const guessesShape = {
  ...(Object.fromEntries(pairs.map((letter) => [letter, pair])) as Record<(typeof pairs)[number], typeof pair>),
  ...(Object.fromEntries(slows.map((letter) => [letter, storedSlow])) as Record<
    (typeof slows)[number],
    typeof storedSlow
  >),
  n: z._default(count, 0),
  o: z._default(z.record(z.string(), storedClosing), {}),
  z: z.optional(instant),
};
const slowLetters = {
  totp: "T",
  sms: "S",
  backup_code: "B",
  enrollment: "E",
  bypass_code: "Y",
} as const satisfies Record<Method, string>;
export const storedGuesses = z.looseObject(guessesShape);
export const pairToItem = (name: string, number: number, at: number): Readonly<Record<string, Pair>> =>
  number === 0 && at === 0 ? {} : { [name]: [number, at] };
const slowToItem = (name: string, { slow }: Budget) =>
  slow && { [name]: [slow.compared, slow.since, ...(slow.extra === undefined ? [] : [slow.extra])] };
const closingsToItem = (guesses: Guesses) => {
  const closings = methods.flatMap((method) => {
    const { closing } = guesses[method];
    if (closing === undefined) return [];
    const { closedAt, reopenedAt, onTrial, link } = closing;
    const named = link === undefined ? [] : [compactId("", link)];
    return [[letters[method], [closedAt, reopenedAt, onTrial ? 1 : 0, ...named]] as const];
  });
  return closings.length > 0 && { o: Object.fromEntries(closings) };
};
const budgetToItem = (name: string, { failures, lockedUntil }: Budget) => pairToItem(name, failures, lockedUntil);

export function guessesToItem(guesses: Guesses) {
  const stored = Object.assign(
    { ...guesses.newer },
    pairToItem("d", guesses.day.count, guesses.day.since),
    ...methods.map((method) => budgetToItem(letters[method], guesses[method])),
    ...methods.map((method) => slowToItem(slowLetters[method], guesses[method])),
    closingsToItem(guesses),
    guesses.failedSinceLogin !== undefined && { n: guesses.failedSinceLogin },
    guesses.lockedAt !== undefined && { z: guesses.lockedAt },
  ) as Readonly<Record<string, unknown>>;
  return Object.keys(stored).length > 0 && { g: stored };
}

function readBudget(stored: z.output<typeof storedGuesses>, method: Method): Budget {
  const [failures, lockedUntil] = stored[letters[method]];
  const [compared, since, extra] = stored[slowLetters[method]];
  const closing = stored.o[letters[method]];
  return {
    failures,
    lockedUntil,
    ...(compared !== 0 && { slow: { since, compared, ...(extra !== undefined && { extra }) } }),
    ...(closing && {
      closing: { closedAt: closing[0], reopenedAt: closing[1], onTrial: closing[2] === 1, ...linkOf(closing) },
    }),
  };
}
const linkOf = ([, , , link]: z.output<typeof storedClosing>) => link !== undefined && { link: fullId("", link) };
export const readDay = ([number, since]: Pair) => ({ since, count: number });
export const readGuesses = (stored: z.output<typeof storedGuesses>): Guesses => {
  const budgets = methods.map((method) => [method, readBudget(stored, method)] as const);
  const newer = newerIn(stored, Object.keys(guessesShape));
  return {
    ...(Object.fromEntries(budgets) as Record<Method, Budget>),
    day: readDay(stored.d),
    ...(stored.n !== 0 && { failedSinceLogin: stored.n }),
    ...(stored.z !== undefined && { lockedAt: stored.z }),
    ...(newer && { newer }),
  };
};
