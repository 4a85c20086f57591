import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import type { Decision, Refusal } from "../../shared/account/decision.ts";
import { eventCatalogue, type EventDraft } from "../../shared/account/events.ts";

/** `toStrictEqual`, quick enough to be asked a hundred thousand times. */
export function expectSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toStrictEqual(expected);
}

/** Freezes all but bytes, which cannot be frozen; `decideOn` watches over those. */
function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}

/** Decides on a frozen account, and sees that not a byte of it has changed. */
export function decideOn<T>(account: Account, decide: (account: Account) => Decision<T>): Decision<T> {
  const before = structuredClone(account);
  const decision = decide(frozen(account));
  expectSame(account, before);
  if (decision.write?.event) expectCatalogued(decision.write.event);
  decision.write?.also?.forEach(expectCatalogued);
  return decision;
}

export const expectCatalogued = ({ type, data }: EventDraft): void => {
  expectSame(eventCatalogue[type].data.parse(data), data);
};

export function expectRefused<T>(account: Account, decide: (account: Account) => Decision<T>, refusal: Refusal): void {
  expect(decideOn(account, decide)).toStrictEqual({ outcome: { ok: false, refusal } });
}

/** A refusal that has to be written: the wrong guess is counted. */
export function expectCounted<T>(
  account: Account,
  decide: (account: Account) => Decision<T>,
  {
    refusal,
    changes,
    event,
  }: { readonly refusal: Refusal; readonly changes: Partial<Account>; readonly event: EventDraft },
): Account {
  const decision = decideOn(account, decide);
  expect(decision).toStrictEqual({
    write: { account: { ...account, ...changes }, event },
    outcome: { ok: false, refusal },
  });
  return { ...account, ...changes };
}

/** Expects an allowed write: the account differs from the earlier one in `changes` and in nothing else. */
export function expectWritten<T>(
  account: Account,
  decide: (account: Account) => Decision<T>,
  {
    changes,
    event,
    outcome,
    also,
  }: {
    readonly changes: Partial<Account>;
    readonly event: EventDraft;
    readonly outcome: object;
    readonly also?: readonly EventDraft[];
  },
): Account {
  const decision = decideOn(account, decide);
  const written = { ...account, ...changes };
  expect(decision).toMatchObject({ outcome: { ok: true, ...outcome } });
  expect(decision.write).toStrictEqual({ account: written, event, ...(also && { also }) });
  return written;
}

/** The account after a decision that has to be allowed. */
export function granted<T>(decision: Decision<T>): {
  readonly account: Account;
  readonly outcome: { readonly ok: true } & T;
} {
  if (!decision.outcome.ok) throw new Error(`refused: ${decision.outcome.refusal.code}`);
  if (!decision.write) throw new Error("nothing was written");
  return { account: decision.write.account, outcome: decision.outcome };
}

/** The account after a refusal, written or not. */
export function refusedBy<T>(
  account: Account,
  decision: Decision<T>,
): { readonly account: Account; readonly refusal: Refusal } {
  if (decision.outcome.ok) throw new Error("was allowed");
  return { account: decision.write?.account ?? account, refusal: decision.outcome.refusal };
}
