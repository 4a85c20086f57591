/** @module-tag histories */
import { expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import { attemptsRemaining, clearFailures, closed, wrongCode } from "../../shared/account/guesses.ts";
import { accountWith, at, day, hour, minute, sms, start, totp, withBudget, withDay } from "./examples.ts";
import { decideOn, refusedBy } from "./expectations.ts";
import { closableMethods, type Method } from "../../shared/account/guess-budget.ts";

const account = accountWith([totp("app"), sms("phone")]);
const wrong = (state: Account, method: Method, now: number) =>
  refusedBy(
    state,
    decideOn(state, (it) => wrongCode(it, method, at(now))),
  );

it("are counted over all methods, and a success gives nothing back", () => {
  let state = account;
  for (let guess = 0; guess < 50; guess += 1) {
    const method = closableMethods[guess % closableMethods.length] ?? "totp";
    expect(closed(state, method, at(start + guess))).toBeNull();
    state = clearFailures(wrong(state, method, start + guess).account, method);
  }
  for (const method of closableMethods) {
    const refusal = { code: "too_many_attempts", retryAt: start + day } as const;
    expect(closed(state, method, at(start + day - 1))).toStrictEqual(refusal);
    expect(closed(state, method, at(start + day))).toBeNull();
  }
});

it("begin their day with the first one, and the next day with the first one after it", () => {
  const last = withDay(account, 49);
  const spent = wrong(last, "sms", start);
  expect(spent.account.guesses.day).toStrictEqual({ since: start - hour, count: 50 });
  expect(spent.refusal).toStrictEqual({ code: "invalid_code", attemptsRemaining: 0, retryAt: start + 23 * hour });
  expect(wrong(spent.account, "sms", start + 23 * hour).account.guesses.day).toStrictEqual({
    since: start + 23 * hour,
    count: 1,
  });
});

it("close more than the shorter wait of the method that spent them, and it says so", () => {
  const state = withBudget(withDay(account, 49), "totp", { failures: 4 });
  const decision = decideOn(state, (it) => wrongCode(it, "totp", at()));
  const until = new Date(start + 23 * hour).toISOString();
  expect(decision.write?.event).toStrictEqual({ type: "method.locked", data: { method: "totp", compared: 1, until } });
});

it("do not shorten a longer wait", () => {
  const state = withBudget(withDay(account, 50, start - day + minute), "totp", {
    failures: 12,
    lockedUntil: start + hour,
  });
  expect(closed(state, "totp", at())).toStrictEqual({ code: "too_many_attempts", retryAt: start + hour });
  expect(closed(state, "sms", at())).toStrictEqual({ code: "too_many_attempts", retryAt: start + minute });
});

it("bound the tries that are told to be left", () => {
  expect(attemptsRemaining(withDay(account, 47), "totp", at())).toBe(3);
  expect(attemptsRemaining(withDay(account, 50), "totp", at())).toBe(0);
  expect(attemptsRemaining(withDay(account, 50, start - day), "totp", at())).toBe(5);
});
