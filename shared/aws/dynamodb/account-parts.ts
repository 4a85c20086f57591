import * as z from "zod/mini";
import { type Budget, type Guesses, type Method, methods } from "../../account/guess-budget.ts";
import { bytes, compactId, count, fullId, instant, newerIn, storedId } from "./stored-parts.ts";
import type { Account, LinkedChange } from "../../account/account.ts";
import { isKnown } from "../../account/factor.ts";
import { factorToItem, storedFactor } from "./factor-item.ts";
import type { Recovery, RecoveryTrace } from "../../account/recovery-state.ts";
import { type BypassCode, callerChannels, type CallerCheck } from "../../account/help-desk-state.ts";

const flag = z.union([z.literal(0), z.literal(1)]);

/** The factor, the first removal since which one is staged, and its end. */
const storedStaged = z.tuple([storedFactor, instant, instant]);
/** The link in the notice of a removal, its end, 1 if it has frozen the account. */
const storedChange = z.pipe(
  z.tuple([storedId, instant, flag]),
  z.transform(([link, until, froze]): LinkedChange => ({ link: fullId("", link), until, froze: froze === 1 })),
);

/** F staged factor, L links of removals, X end of a freeze. */
export const undoShape = {
  F: z._default(z.nullable(storedStaged), null),
  L: z._default(z.array(storedChange), []),
  X: z._default(z.nullable(instant), null),
};

export const undoToItem = ({ staged, changes, frozenUntil }: Account) => ({
  ...(staged && { F: [factorToItem(staged.factor), staged.changedAt, staged.until] }),
  ...(changes && { L: changes.map(({ link, until, froze }) => [compactId("", link), until, froze ? 1 : 0]) }),
  ...(frozenUntil !== undefined && { X: frozenUntil }),
});

/** A staged factor that only a newer release knows cannot be brought back here. */
export function undoFromItem({
  F: staged,
  L: changes,
  X: frozenUntil,
}: z.output<z.ZodMiniObject<typeof undoShape>>): Pick<Account, "staged" | "changes" | "frozenUntil"> {
  const [factor, changedAt, until] = staged ?? [];
  return {
    ...(factor &&
      isKnown(factor) &&
      changedAt !== undefined &&
      until !== undefined && { staged: { factor, changedAt, until } }),
    ...(changes.length > 0 && { changes }),
    ...(frozenUntil !== null && { frozenUntil }),
  };
}

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

/** i id, a asked, c code since, f wrong codes, l locked until; d delay in hours, s since, r ready at, t told, p approval needed, v approved. */
export const storedRecovery = z.object({
  i: storedId,
  a: instant,
  c: instant,
  f: z._default(count, 0),
  l: z._default(instant, 0),
  w: z.optional(
    z.object({
      d: count,
      s: instant,
      r: instant,
      t: z._default(z.boolean(), false),
      p: z._default(z.boolean(), false),
      v: z._default(z.nullable(instant), null),
    }),
  ),
});

export const recoveryToItem = ({ id, askedAt, codeAt, wrong, wait }: Recovery): z.input<typeof storedRecovery> => ({
  i: compactId("", id),
  a: askedAt,
  c: codeAt,
  ...(wrong.failures > 0 && { f: wrong.failures, l: wrong.until }),
  ...(wait && {
    w: {
      d: wait.delayHours,
      s: wait.since,
      r: wait.readyAt,
      ...(wait.isTold && { t: true }),
      ...(wait.needsApproval && { p: true }),
      ...(wait.approvedAt !== null && { v: wait.approvedAt }),
    },
  }),
});

export const recoveryFromItem = ({ i, a, c, f, l, w }: z.output<typeof storedRecovery>): Recovery => ({
  id: fullId("", i),
  askedAt: a,
  codeAt: c,
  wrong: { failures: f, until: l },
  ...(w && { wait: { delayHours: w.d, since: w.s, readyAt: w.r, isTold: w.t, needsApproval: w.p, approvedAt: w.v } }),
});

/** Mails since, mails, last wait, request ended by a link. */
export const storedTrace = z.tuple([instant, count, instant, z.optional(storedId)]);
export const traceToItem = ({ mails, waitedAt, endedByLink }: RecoveryTrace) => [
  mails.since,
  mails.count,
  waitedAt,
  ...(endedByLink === undefined ? [] : [compactId("", endedByLink)]),
];
export const traceFromItem = ([since, mails, waitedAt, ended]: z.output<typeof storedTrace>): RecoveryTrace => ({
  mails: { since, count: mails },
  waitedAt,
  ...(ended && { endedByLink: fullId("", ended) }),
});

/** End, salt, digest, and 1 once it was used. */
export const storedBypassCode = z.pipe(
  z.union([z.tuple([instant, bytes, bytes]), z.tuple([instant, bytes, bytes, z.literal(1)])]),
  z.transform(([until, salt, digest, used]): BypassCode => ({ until, salt, digest, used: used === 1 })),
);

export const bypassCodeToItem = ({ until, salt, digest, used }: BypassCode) => [
  until,
  salt,
  digest,
  ...(used ? [1] : []),
];

const day = [count, instant] as const;
/** Sends of the day and its beginning; of words that are open the channel, hash, end and wrong tries. */
export const storedCallerCheck = z.pipe(
  z.union([z.tuple([...day]), z.tuple([...day, z.enum(callerChannels), bytes, instant, count])]),
  z.transform((stored): CallerCheck => {
    const sends = { count: stored[0], since: stored[1] };
    if (stored.length === 2) return { day: sends, words: null };
    const [, , by, mac, until, wrong] = stored;
    return { day: sends, words: { by, mac, until, wrong } };
  }),
);

export const callerCheckToItem = ({ day: sends, words }: CallerCheck) => [
  sends.count,
  sends.since,
  ...(words ? [words.by, words.mac, words.until, words.wrong] : []),
];
