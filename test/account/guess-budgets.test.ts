import { describe, expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import { clearAtLogin, clearFailures, closed, isDisabled, wrongCode } from "../../shared/account/guesses.ts";
import {
  accountWith,
  at,
  day,
  hour,
  minute,
  rules,
  second,
  sms,
  start,
  totp,
  withBudget,
  withDay,
} from "./examples.ts";
import { decideOn, expectCounted, refusedBy } from "./expectations.ts";
import { closableMethods, type Method, methods } from "../../shared/account/guess-budget.ts";

const account = accountWith([totp("app"), sms("phone")]);
const wrong = (state: Account, method: Method, now: number) =>
  refusedBy(
    state,
    decideOn(state, (it) => wrongCode(it, method, at(now))),
  );
const login = ["totp", "sms", "backup_code"] as const;

/** Guesses wrong as soon as it may, and notes for how long it then has to wait. */
function guessAll(
  method: Method,
  count: number,
): { readonly waits: readonly number[]; readonly account: Account; readonly now: number } {
  let state = account;
  let now = start;
  const waits: number[] = [];
  for (let guess = 0; guess < count; guess += 1) {
    state = wrong(state, method, now).account;
    const wait = Math.max(0, state.guesses[method].lockedUntil - now);
    waits.push(wait / second);
    now += wait;
  }
  return { waits, account: state, now };
}

const slow = (compared: number, since = start) => ({ since, compared });
/** Set-ups say nothing of the logins. */
const failedBefore = (method: Method, count: number) => (method === "enrollment" ? {} : { failedSinceLogin: count });

describe.each(closableMethods)("wrong codes for %s", (method) => {
  it("are free five times, then cost waits of 30 s that double to an hour", () => {
    const { waits } = guessAll(method, 14);
    expect(waits).toStrictEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
  });

  it("say how many are left, and leave an event for each stage", () => {
    const fourth = withBudget(account, method, { failures: 3 });
    expectCounted(fourth, (it) => wrongCode(it, method, at()), {
      refusal: { code: "invalid_code", attemptsRemaining: 1, retryAt: null },
      changes: {
        guesses: {
          ...account.guesses,
          [method]: { failures: 4, lockedUntil: 0, slow: slow(1) },
          day: { since: start, count: 1 },
          ...failedBefore(method, 1),
        },
      },
      event: { type: "code.rejected", data: { method, compared: 1, attemptsRemaining: 1 } },
    });
    const fifth = withBudget(account, method, { failures: 4 });
    expectCounted(fifth, (it) => wrongCode(it, method, at()), {
      refusal: { code: "invalid_code", attemptsRemaining: 0, retryAt: start + 30 * second },
      changes: {
        guesses: {
          ...account.guesses,
          [method]: { failures: 5, lockedUntil: start + 30 * second, slow: slow(1) },
          day: { since: start, count: 1 },
          ...(method !== "enrollment" && { lockedAt: start }),
          ...failedBefore(method, 1),
        },
      },
      event: { type: "method.locked", data: { method, compared: 1, until: "2026-11-21T14:00:30.000Z" } },
    });
  });

  it("close the method until the very instant that was named, and no other method", () => {
    const { account: locked } = guessAll(method, 5);
    const retryAt = start + 30 * second;
    expect(closed(locked, method, at(start))).toStrictEqual({ code: "too_many_attempts", retryAt });
    expect(closed(locked, method, at(retryAt - 1))).toStrictEqual({ code: "too_many_attempts", retryAt });
    expect(closed(locked, method, at(retryAt))).toBeNull();
    for (const other of methods.filter((one) => one !== method)) expect(closed(locked, other, at(start))).toBeNull();
  });

  it("are forgiven by a success of the same method alone, except by the day's count and the slow budget", () => {
    const { account: state } = guessAll(method, 3);
    expect(clearFailures(state, method).guesses).toStrictEqual({
      ...account.guesses,
      [method]: { failures: 0, lockedUntil: 0, slow: slow(3) },
      day: { since: start, count: 3 },
      ...failedBefore(method, 3),
    });
    for (const other of methods.filter((one) => one !== method))
      expect(clearFailures(state, other).guesses[method].failures).toBe(3);
  });
});

it.each(login)("the twentieth wrong code in a row disables %s for good", (method) => {
  const nineteenth = withBudget(account, method, { failures: 18 });
  const once = wrong(nineteenth, method, start).account;
  expect(isDisabled(once, method, at())).toBe(false);
  const disabled = expectCounted(once, (it) => wrongCode(it, method, at(start + hour)), {
    refusal: { code: "invalid_code", attemptsRemaining: 0, retryAt: null },
    changes: {
      factors: account.factors.map((factor) => (factor.type === method ? { ...factor, disabled: true } : factor)),
      guesses: {
        ...account.guesses,
        [method]: {
          failures: 20,
          lockedUntil: start + 2 * hour,
          slow: slow(2),
          closing: { closedAt: start + hour, reopenedAt: 0, onTrial: false, link: "" },
        },
        day: { since: start, count: 2 },
        lockedAt: start + hour,
        ...failedBefore(method, 2),
      },
    },
    event: { type: "method.disabled", data: { method, compared: 1 } },
  });
  for (const later of [0, hour, 400 * day])
    expect(closed(disabled, method, at(start + hour + later))).toStrictEqual({ code: "method_disabled", method });
  for (const other of methods.filter((one) => one !== method))
    expect(closed(disabled, other, at(start + hour))).toBeNull();
});

it("never disables an enrolment, whose waits of an hour stay", () => {
  const { account: failed, waits, now } = guessAll("enrollment", 40);
  expect(isDisabled(failed, "enrollment", at(now))).toBe(false);
  expect(waits.slice(20).every((wait) => wait === 3600)).toBe(true);
});

it("holds when the clock of another machine is behind", () => {
  const state = withDay(withBudget(account, "totp", { failures: 5, lockedUntil: start + 30 * second }), 50, start);
  expect(closed(state, "totp", at(start - minute))).toStrictEqual({ code: "too_many_attempts", retryAt: start + day });
  expect(wrong(withDay(account, 30, start), "sms", start - minute).account.guesses.day).toStrictEqual({
    since: start,
    count: 31,
  });
});

it("follows the deployment's numbers", () => {
  const own = {
    ...rules,
    freeGuesses: 2,
    firstWaitSeconds: 100,
    longestWaitSeconds: 150,
    disableAfterGuesses: 10,
    dailyGuesses: 10,
  };
  const guess = (state: Account): Account => refusedBy(state, wrongCode(state, "totp", at(start, own))).account;
  const second_ = guess(guess(account));
  expect(second_.guesses.totp.lockedUntil).toBe(start + 100 * second);
  expect(guess(second_).guesses.totp.lockedUntil).toBe(start + 150 * second);
  expect(isDisabled(withBudget(account, "totp", { failures: 10 }), "totp", at(start, own))).toBe(true);
  expect(closed(withDay(account, 10), "sms", at(start, own))?.code).toBe("too_many_attempts");
});

describe.each(closableMethods)("the slow budget of %s", (method) => {
  const spend = (compared: number, since = start): Account => ({
    ...account,
    guesses: { ...account.guesses, [method]: { failures: 0, lockedUntil: 0, slow: slow(compared, since) } },
  });
  const end = start + 30 * day;

  it("closes that method alone once 180 codes were compared, until 30 days after the first", () => {
    const spent = spend(180);
    expect(closed(spend(179), method, at())).toBeNull();
    expect(closed(spent, method, at(end - 1))).toStrictEqual({ code: "too_many_attempts", retryAt: end });
    expect(closed(spent, method, at(end))).toBeNull();
    for (const other of methods.filter((one) => one !== method)) expect(closed(spent, other, at())).toBeNull();
  });

  it("opens anew with the first wrong code after it", () => {
    const next = refusedBy(spend(180), wrongCode(spend(180), method, at(end), 3)).account;
    expect(next.guesses[method].slow).toStrictEqual(slow(3, end));
  });

  it.each([
    [43, 3, 25],
    [88, 3, 50],
    [178, 3, 100],
    [40, 150, 100],
    [10, 3, undefined],
    [45, 3, undefined],
  ])("of %i codes tells of %i more as %s percent spent", (before, compared, spent) => {
    const state = spend(before);
    const event = wrongCode(state, method, at(), compared).write?.event;
    expect(event?.data).toMatchObject({ method, compared });
    expect(event && "spent" in event.data ? event.data.spent : undefined).toBe(spent);
  });

  it("survives a right code", () => {
    expect(clearAtLogin(spend(60), method).account.guesses[method].slow).toStrictEqual(slow(60));
  });
});

it("a right code tells how many wrong ones of any method came since the one before, and set-ups do not count", () => {
  let state = account;
  for (const method of ["totp", "sms", "backup_code", "enrollment"] as const)
    state = wrong(state, method, start).account;
  const first = clearAtLogin(state, "totp");
  expect(first.failed).toBe(3);
  expect(clearAtLogin(first.account, "totp").failed).toBe(0);
});
