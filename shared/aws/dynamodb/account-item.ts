import * as z from "zod";
import type { Account } from "../../account/account.ts";
import type { AccountEvent } from "../../account/events.ts";
import { compactId, fullId } from "./compact-id.ts";
import { keepEvent, storedEventId } from "./event-item.ts";
import { keepFactor, readFactor, storedFactor } from "./factor-item.ts";
import { bytes, count, instant, keptId, readAs, version } from "./stored-parts.ts";
import { type Budget, type Guesses, methods } from "../../account/guess-budget.ts";

/** A count, and the instant that goes with it. */
const pair = z.tuple([count, instant]).default([0, 0]);
type Pair = [number, number];

/** The kept letter of each method, and of the day. */
const letters = { totp: "t", sms: "s", backup_code: "b", enrollment: "e" } as const satisfies Record<
  (typeof methods)[number],
  string
>;
const storedGuesses = z.object({ t: pair, s: pair, b: pair, e: pair, d: pair });

/**
 * The account in its short form, so that all of it and its newest event fit in one write unit of 1,024 bytes:
 * v version, f factors, b backup codes, g guesses, d SMS of the day, w waits of a removed set-up, p pre-registered phone, c contact, n epoch,
 * a spared assertion, e event.
 * What has its default value is left out.
 */
const schema1 = z.object({
  v: z.int().min(1),
  f: z.array(storedFactor).default([]),
  b: z
    .object({ g: instant, x: bytes, h: bytes, u: count.default(0) })
    .nullable()
    .default(null),
  g: storedGuesses.prefault({}),
  d: pair,
  w: pair,
  p: bytes.nullable().default(null),
  c: bytes.nullable().default(null),
  n: count.default(0),
  a: keptId.nullable().default(null),
  e: storedEventId.nullable().default(null),
});
const readers = { [version]: schema1 };

const keepPair = (name: string, number: number, at: number): Readonly<Record<string, Pair>> =>
  number === 0 && at === 0 ? {} : { [name]: [number, at] };
const keepBudget = (name: string, { failures, lockedUntil }: Budget) => keepPair(name, failures, lockedUntil);

function keepGuesses(guesses: Guesses) {
  const kept = Object.assign(
    keepPair("d", guesses.day.count, guesses.day.since),
    ...methods.map((method) => keepBudget(letters[method], guesses[method])),
  ) as Readonly<Record<string, Pair>>;
  return Object.keys(kept).length > 0 && { g: kept };
}

/** The attributes of the account's item, at the version that the write gives it. */
export const keepAccount = (account: Account, event: AccountEvent | undefined): Readonly<Record<string, unknown>> => ({
  s: version,
  v: account.version + 1,
  ...(account.factors.length > 0 && { f: account.factors.map(keepFactor) }),
  ...(account.backupCodes !== null && { b: keepBackupCodes(account.backupCodes) }),
  ...keepGuesses(account.guesses),
  ...keepPair("d", account.smsDay.count, account.smsDay.since),
  ...keepPair("w", account.setUpSends.streak, account.setUpSends.nextAt),
  ...(account.preRegisteredPhone !== null && { p: account.preRegisteredPhone }),
  ...(account.contact !== null && { c: account.contact }),
  ...(account.epoch !== 0 && { n: account.epoch }),
  ...(account.sparedAssertion !== null && { a: compactId("", account.sparedAssertion) }),
  ...(event !== undefined && { e: keepEvent(event) }),
});

const keepBackupCodes = ({ generatedAt, salt, digests, used }: NonNullable<Account["backupCodes"]>) => ({
  g: generatedAt,
  x: salt,
  h: digests,
  ...(used !== 0 && { u: used }),
});

/** The account of an item, and the id of the event that the write of it carried. */
export function readAccount(item: Readonly<Record<string, unknown>>): {
  readonly account: Account;
  readonly lastEventId: string | null;
} {
  const { v, f, b, g, d, w, p, c, n, a, e } = readAs("account", readers, item);
  return {
    account: {
      version: v,
      factors: f.map(readFactor),
      backupCodes: b === null ? null : { generatedAt: b.g, salt: b.x, digests: b.h, used: b.u },
      guesses: readGuesses(g),
      smsDay: readDay(d),
      setUpSends: { streak: w[0], nextAt: w[1] },
      preRegisteredPhone: p,
      contact: c,
      epoch: n,
      sparedAssertion: a === null ? null : fullId("", a),
    },
    lastEventId: e,
  };
}

const readBudget = ([failures, lockedUntil]: Pair): Budget => ({ failures, lockedUntil });
const readDay = ([number, since]: Pair) => ({ since, count: number });
const readGuesses = ({ t, s, b, e, d }: z.output<typeof storedGuesses>): Guesses => ({
  totp: readBudget(t),
  sms: readBudget(s),
  backup_code: readBudget(b),
  enrollment: readBudget(e),
  day: readDay(d),
});
