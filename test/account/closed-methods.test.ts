import { describe, expect, it } from "vitest";
import { emptyAccount, type Account } from "../../shared/account/account.ts";
import type { Factor } from "../../shared/account/factor.ts";
import { isCodeType } from "../../shared/account/factor.ts";
import { methods, unused } from "../../shared/account/guess-budget.ts";
import {
  attemptsRemaining,
  clearByBinding,
  isClosedByGuesses,
  isDisabled,
  isPartlyDisabled,
  mayReopen,
  reopenedBudget,
  triesOfReopening,
  wrongCode,
} from "../../shared/account/guesses.ts";
import { accountWith, at, day, hour, passkey, pending, rules, sms, start, totp, withBudget } from "./examples.ts";
import { refusedBy } from "./expectations.ts";

const off = { disabled: true } as const;
const account = accountWith([totp("app"), sms("phone")]);
const slowTo = (compared: number, extra?: number) => ({
  slow: { since: start - day, compared, ...(extra !== undefined && { extra }) },
});

it("nobody begins with a wrong code", () => {
  expect(emptyAccount.guesses).toStrictEqual({
    ...Object.fromEntries(methods.map((method) => [method, { failures: 0, lockedUntil: 0 }])),
    day: { since: 0, count: 0 },
  });
});

describe("a method is disabled where each of its active factors is", () => {
  const rows: readonly (readonly [string, readonly Factor[], boolean, boolean])[] = [
    ["its only one", [totp("app", off)], true, true],
    ["its only one, beside another method's", [totp("app", off), sms("phone")], true, true],
    ["one of two", [totp("app", off), totp("new")], false, true],
    ["neither of two", [totp("app"), totp("new")], false, false],
    ["another method's", [totp("app"), sms("phone", off)], false, false],
    ["another method's alone", [sms("phone", off)], false, false],
    ["its only one, beside one that is pending", [totp("app", off), totp("begun", pending)], true, true],
    ["one that is pending alone", [totp("begun", { ...pending, ...off })], false, false],
    ["none at all", [], false, false],
  ];
  it.each(rows)("%s", (_, factors, whole, partly) => {
    const state = accountWith(factors);
    expect(isDisabled(state, "totp", at())).toBe(whole);
    expect(isPartlyDisabled(state, "totp", at())).toBe(partly);
    expect(isClosedByGuesses(state, "totp", at())).toBe(partly);
  });
});

describe("the wrong code that disables a method", () => {
  const last = (state: Account) => refusedBy(state, wrongCode(state, "totp", at())).account;
  const before = (more: Partial<Account>) => withBudget({ ...account, ...more }, "totp", { failures: 19 });
  const stagedOf = (factor: ReturnType<typeof totp> | ReturnType<typeof sms>) => ({
    staged: { factor, changedAt: start - hour, until: start + hour },
  });

  it("disables the factor that an undo would bring back too", () => {
    const removed = stagedOf(totp("removed"));
    expect(last(before(removed)).staged).toStrictEqual({ ...removed.staged, factor: totp("removed", off) });
  });
  it("leaves one of another method, and makes none up", () => {
    const removed = stagedOf(sms("removed"));
    expect(last(before(removed)).staged).toStrictEqual(removed.staged);
    expect(last(before({}))).not.toHaveProperty("staged");
  });
  it("is not the one before it", () => {
    expect(last(withBudget(account, "totp", { failures: 18 })).factors).toStrictEqual(account.factors);
  });
});

describe("what is left before the next wait", () => {
  const trial = { closing: { closedAt: 0, reopenedAt: start - hour, onTrial: true } };
  it.each([
    ["a whole number for every method", {}, 5, 5],
    ["less by each wrong code", { failures: 3 }, 5, 2],
    ["at most the five of a reopening", trial, 8, 5],
    ["those of a reopening, less each wrong code", { ...trial, failures: 3 }, 8, 2],
    ["none, once they are used up", { ...trial, failures: 5 }, 8, 0],
    ["none, beyond the end", { failures: 9 }, 5, 0],
  ])("is %s", (_, budget, freeGuesses, left) => {
    const state = withBudget(account, "totp", budget);
    expect(attemptsRemaining(state, "totp", at(start, { ...rules, freeGuesses }))).toBe(left);
  });
  it.each(methods)("is five of %s, whatever the kind of its budget", (method) => {
    expect(attemptsRemaining(account, method, at())).toBe(5);
  });
});

describe("the slow budget", () => {
  it.each([
    [42, 3, 25],
    [42, 2, undefined],
    [87, 3, 50],
    [177, 3, 100],
  ])("of %i codes and %i more tells of %s percent with the very code that reaches them", (before, compared, spent) => {
    const state = withBudget(account, "totp", slowTo(before));
    const { data } = wrongCode(state, "totp", at(), compared).write?.event ?? { data: {} };
    expect("spent" in data ? data.spent : undefined).toBe(spent);
  });
  it("keeps what a reopening allows beyond its end until that end is reached", () => {
    const state = withBudget(account, "totp", slowTo(100, triesOfReopening));
    const { slow } = refusedBy(state, wrongCode(state, "totp", at())).account.guesses.totp;
    expect(slow).toStrictEqual({ since: start - day, compared: 101, extra: 5 });
  });
  it("that is spent closes a method to its last moment", () => {
    const spent = withBudget(account, "totp", slowTo(180));
    expect(isClosedByGuesses(spent, "totp", at(start + 29 * day - 1))).toBe(true);
    expect(isClosedByGuesses(spent, "totp", at(start + 29 * day))).toBe(false);
    expect(isClosedByGuesses(withBudget(account, "totp", slowTo(179)), "totp", at())).toBe(false);
    expect(isClosedByGuesses(withBudget(account, "totp", slowTo(180, 1)), "totp", at())).toBe(false);
  });
});

describe("a reopening", () => {
  const closing = { closedAt: start - day, reopenedAt: start, onTrial: true };
  it.each([
    ["never closed", undefined, true],
    ["closed, and never reopened", { ...closing, reopenedAt: 0 }, true],
    ["reopened thirty days ago", { ...closing, reopenedAt: start - 30 * day }, true],
    ["reopened a moment later", { ...closing, reopenedAt: start - 30 * day + 1 }, false],
  ])("of a method that was %s: %j", (_, last, may) => {
    expect(mayReopen({ ...unused, ...(last && { closing: last }) }, at())).toBe(may);
  });
  it("goes on with the slow budget, and begins none", () => {
    const used = withBudget(account, "totp", { failures: 20, ...slowTo(60) });
    expect(reopenedBudget(used, "totp", closing, at())).toStrictEqual({ ...unused, ...slowTo(60, 5), closing });
    expect(reopenedBudget(account, "totp", closing, at())).toStrictEqual({ ...unused, closing });
  });
  it("by a factor bound again counts as one even where nobody put down what closed the method", () => {
    const spent = withBudget(account, "totp", slowTo(180));
    expect(clearByBinding(spent, "totp", at()).guesses.totp.closing).toStrictEqual({
      closedAt: 0,
      reopenedAt: start,
      onTrial: false,
    });
  });
  it("is none where a factor is bound again and the slow budget still has codes", () => {
    const used = withBudget(account, "totp", { failures: 4, ...slowTo(179) });
    expect(clearByBinding(used, "totp", at()).guesses.totp).toStrictEqual({ ...unused, ...slowTo(179) });
  });
});

it("a passkey is no code, nor is a type that nobody knows", () => {
  const types = ["totp", "sms", passkey("key").type, "unknown", "backup_code", ""];
  expect(types.map((type) => isCodeType(type))).toEqual([true, true, false, false, false, false]);
});
