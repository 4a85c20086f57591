import { describe, expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import { clearAtLogin, clearByBinding, closed, wrongCode } from "../../shared/account/guesses.ts";
import { closableMethods, type Closing, type Method } from "../../shared/account/guess-budget.ts";
import { reopen, reopenedByPassword } from "../../shared/account/reopen.ts";
import { verifyTotp } from "../../shared/factors/totp/rules.ts";
import { codeOf } from "./authenticator-codes.ts";
import { accountWith, at, day, hour, secretOf, sms, start, totp, withBudget } from "./examples.ts";
import { decideOn, expectRefused, granted, refusedBy } from "./expectations.ts";

const account = accountWith([totp("app"), sms("phone")]);
const wrong = (state: Account, method: Method, now: number, compared = 1): Account =>
  refusedBy(
    state,
    decideOn(state, (it) => wrongCode(it, method, at(now), compared)),
  ).account;
const wrongs = (state: Account, method: Method, now: number, count: number): Account =>
  Array.from({ length: count }).reduce<Account>((sofar) => wrong(sofar, method, now), state);
const login = ["totp", "sms", "backup_code"] as const;
const disabled = (method: Method): Account =>
  wrong(withBudget(account, method, { failures: 19, slow: { since: start - day, compared: 100 } }), method, start);
const spent = (method: Method): Account =>
  wrong(withBudget(account, method, { slow: { since: start - day, compared: 179 } }), method, start);
const byAdmin = (state: Account, method: Method, now = start + hour) =>
  decideOn(state, (it) => reopen(it, method, { by: "admin", reason: "Called" }, at(now)));
const byPassword = (state: Account, changedAt: number, now = start + hour) =>
  decideOn(state, (it) => reopenedByPassword(it, changedAt, at(now)) ?? { outcome: { ok: true } });
const isClosed = (state: Account, method: Method, now = start + hour): boolean =>
  closed(state, method, at(now)) !== null;
const compared = (state: Account, method: Method): number => state.guesses[method].slow?.compared ?? 0;

describe.each(login)("a disabled %s", (method) => {
  it("takes five wrong codes once it is reopened, then it is disabled again", () => {
    const open = granted(byAdmin(disabled(method), method)).account;
    expect(isClosed(open, method)).toBe(false);
    const fourth = wrongs(open, method, start + hour, 4);
    expect(closed(fourth, method, at(start + hour))).toBeNull();
    const last = decideOn(fourth, (it) => wrongCode(it, method, at(start + hour)));
    expect(last.write?.event?.type).toBe("method.disabled");
    expect(closed(refusedBy(fourth, last).account, method, at(start + 400 * day))?.code).toBe("method_disabled");
  });

  it("is as it was before the wrong codes once a right one came", () => {
    const open = granted(byAdmin(disabled(method), method)).account;
    const { account: after } = clearAtLogin(wrong(open, method, start + hour), method);
    expect(wrongs(after, method, start + hour, 4).factors).toStrictEqual(account.factors);
    expect(isClosed(wrongs(after, method, start + 2 * hour, 6), method, start + 2 * hour + 60_000)).toBe(false);
  });

  it("keeps its slow budget", () => {
    const open = granted(byAdmin(disabled(method), method)).account;
    expect(compared(open, method)).toBe(101);
    expect(compared(wrong(open, method, start + hour, 3), method)).toBe(104);
  });
});

describe.each(closableMethods)("a spent slow budget of %s", (method) => {
  it("lets five wrong codes through, which count in it", () => {
    const state = spent(method);
    expect(closed(state, method, at(start + hour))?.code).toBe("too_many_attempts");
    let open = granted(byAdmin(state, method)).account;
    for (let nth = 0; nth < 4; nth += 1) {
      open = clearAtLogin(wrong(open, method, start + hour), method).account;
      expect(isClosed(open, method)).toBe(false);
    }
    const last = clearAtLogin(wrong(open, method, start + hour), method).account;
    expect(closed(last, method, at(start + hour))).toStrictEqual({
      code: "too_many_attempts",
      retryAt: start + 29 * day,
    });
    expect(compared(last, method)).toBe(185);
  });
});

describe("a newer password", () => {
  it.each([
    ["changed before the last wrong code", start - 1],
    ["changed in the very moment of it", start],
    ["changed in the future", start + hour + 1],
    ["of the year 1970", 0],
  ])("%s reopens nothing", (_, changedAt) => {
    expect(byPassword(disabled("totp"), changedAt)).toStrictEqual({ outcome: { ok: true } });
  });

  it("reopens what was closed before it, and says so", () => {
    const { write } = byPassword(disabled("totp"), start + 1);
    expect(write?.event).toStrictEqual({ type: "method.reopened", data: { method: "totp", by: "password" } });
    expect(write && isClosed(write.account, "totp")).toBe(false);
    expect(byPassword(spent("sms"), start + 1).write?.event?.data).toStrictEqual({ method: "sms", by: "password" });
  });

  it("reopens one method with each write, until none is left", () => {
    const both = wrong(withBudget(disabled("totp"), "backup_code", { failures: 19 }), "backup_code", start);
    const first = granted(byPassword(both, start + 1)).account;
    const second = granted(byPassword(first, start + 1)).account;
    expect([isClosed(second, "totp"), isClosed(second, "backup_code")]).toStrictEqual([false, false]);
    expect(byPassword(second, start + 1).write).toBeUndefined();
  });

  it("opens nothing that no wrong code closed", () => {
    expect(byPassword(wrongs(account, "totp", start, 12), start + 1).write).toBeUndefined();
  });

  it.each([
    [30 * day - 1, false],
    [30 * day, true],
  ])("reopens again %i ms later: %s", (later, isReopened) => {
    const open = granted(byPassword(disabled("totp"), start + 1, start + hour)).account;
    const shut = wrongs(open, "totp", start + 2 * hour, 5);
    const again = byPassword(shut, start + 3 * hour, start + hour + later);
    expect(again.write !== undefined).toBe(isReopened);
  });

  it("cannot be had for the same change twice", () => {
    const open = granted(byPassword(disabled("totp"), start + 1, start + hour)).account;
    const shut = wrongs(open, "totp", start + 2 * hour, 5);
    expect(byPassword(shut, start + 1, start + 60 * day).write).toBeUndefined();
  });
});

describe("an admin", () => {
  it("reopens as often as it takes, and takes nothing from the password's turn", () => {
    let state = disabled("totp");
    for (let nth = 1; nth <= 3; nth += 1)
      state = wrongs(granted(byAdmin(state, "totp", start + nth * hour)).account, "totp", start + nth * hour, 5);
    expect(byPassword(state, start + 4 * hour, start + 5 * hour).write).toBeDefined();
  });

  it.each(closableMethods)("writes nothing where %s is not closed", (method) => {
    expect(byAdmin(account, method)).toStrictEqual({ outcome: { ok: true, reopened: false } });
  });

  it("says why", () => {
    expect(byAdmin(disabled("sms"), "sms").write?.event).toStrictEqual({
      type: "method.reopened",
      data: { method: "sms", by: "admin", reason: "Called" },
    });
  });
});

describe("the factors of a disabled method", () => {
  const state = disabled("totp");
  const withNew = { ...state, factors: [...state.factors, totp("new")] };
  const bound = clearByBinding(withNew, "totp", at(start + hour));
  const typed = (id: string) => ({ code: codeOf(id, start + hour), factorId: id, secret: secretOf(id) });

  it("stay disabled though a new one works", () => {
    expectRefused(bound, (it) => verifyTotp(it, typed("app"), at(start + hour)), {
      code: "method_disabled",
      method: "totp",
    });
    expect(decideOn(bound, (it) => verifyTotp(it, typed("new"), at(start + hour))).outcome.ok).toBe(true);
  });

  it("stand behind the new one where no factor is named, even the preferred", () => {
    const { factorId: _, ...unnamed } = typed("new");
    const marked = { ...bound, factors: bound.factors.map((it) => ({ ...it, preferred: it.id === "app" })) };
    expect(decideOn(marked, (it) => verifyTotp(it, unnamed, at(start + hour))).outcome.ok).toBe(true);
  });

  it("come back with a reopening", () => {
    const open = granted(byAdmin(bound, "totp")).account;
    expect(decideOn(open, (it) => verifyTotp(it, typed("app"), at(start + hour))).outcome.ok).toBe(true);
  });

  it("bring no other method's factors along", () => {
    expect(state.factors.map(({ id, disabled: isOff }) => [id, isOff === true])).toStrictEqual([
      ["app", true],
      ["phone", false],
    ]);
  });
});

describe("a factor bound again", () => {
  it("opens a method whose slow budget is spent for five wrong codes, once in thirty days", () => {
    const open = clearByBinding(spent("totp"), "totp", at(start + hour));
    expect(isClosed(open, "totp")).toBe(false);
    expect(isClosed(wrongs(open, "totp", start + hour, 5), "totp", start + 2 * hour)).toBe(true);
    const closing: Closing | undefined = open.guesses.totp.closing;
    expect(closing).toStrictEqual({ closedAt: start, reopenedAt: start + hour, onTrial: false });
    const again = clearByBinding(wrongs(open, "totp", start + hour, 5), "totp", at(start + 2 * day));
    expect(isClosed(again, "totp", start + 2 * day)).toBe(true);
  });
});
