import { describe, expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import { clearAtLogin, wrongCode } from "../../shared/account/guesses.ts";
import { closableMethods, type Closing, type Method } from "../../shared/account/guess-budget.ts";
import { methodOfLink, reopen, reopenByLink, reopenedByPassword } from "../../shared/account/reopen.ts";
import { withLinkId } from "../../shared/account/undo.ts";
import { accountWith, at, day, hour, sms, start, totp, withBudget } from "./examples.ts";
import { decideOn, granted, refusedBy } from "./expectations.ts";

const account = accountWith([totp("app"), sms("phone")]);
const wrong = (state: Account, method: Method, now = start): Account =>
  refusedBy(
    state,
    decideOn(state, (it) => wrongCode(it, method, at(now))),
  ).account;
/** Closed by a wrong code, of which a notice with a link told. */
const closed = (state: Account, method: Method, link: string): Account =>
  withLinkId(
    wrong(withBudget(state, method, { failures: 19, slow: { since: start - day, compared: 179 } }), method),
    link,
  );
const later = start + hour;
const opened = (state: Account, link: string, now = later) => decideOn(state, (it) => reopenByLink(it, link, at(now)));

describe.each(closableMethods)("the link of the notice that %s was closed", (method) => {
  const state = closed(account, method, "lnk_1");

  it("opens that method, and says so", () => {
    expect(methodOfLink(state, "lnk_1", at(later))).toStrictEqual({ method, state: "open" });
    const { write, outcome } = opened(state, "lnk_1");
    expect(outcome).toStrictEqual({ ok: true, state: "done" });
    expect(write?.event).toStrictEqual({ type: "method.reopened", data: { method, by: "link" } });
    const closing: Closing | undefined = write?.account.guesses[method].closing;
    expect(closing).toStrictEqual({ closedAt: start, reopenedAt: later, onTrial: true, link: "lnk_1" });
  });

  it("is done when it is opened again, and over once a right code came", () => {
    const open = granted(opened(state, "lnk_1")).account;
    expect(methodOfLink(open, "lnk_1", at(later))).toStrictEqual({ method, state: "done" });
    expect(opened(open, "lnk_1")).toStrictEqual({ outcome: { ok: true, state: "done" } });
    const { account: used } = clearAtLogin(open, method);
    expect(opened(used, "lnk_1")).toStrictEqual({ outcome: { ok: true, state: "over" } });
  });

  it("opens nothing within thirty days of the last reopening, and then it does", () => {
    let shut = granted(opened(state, "lnk_1")).account;
    for (let nth = 0; nth < 5; nth += 1) shut = wrong(shut, method, later);
    shut = withLinkId(shut, "lnk_2");
    expect(methodOfLink(shut, "lnk_1", at(later))).toBeNull();
    expect(methodOfLink(shut, "lnk_2", at(later + day))).toStrictEqual({ method, state: "done" });
    const early = opened(shut, "lnk_2", later + 20 * day);
    expect(early.write).toBeUndefined();
    for (const by of ["link", "password"] as const)
      expect(decideOn(shut, (it) => reopen(it, method, { by }, at(later + 20 * day)))).toStrictEqual({
        outcome: { ok: true, reopened: false },
      });
  });
});

describe("a link", () => {
  it("of another notice, or of none, opens nothing", () => {
    for (const state of [
      account,
      closed(account, "totp", "lnk_1"),
      granted(opened(closed(account, "totp", "a"), "a")).account,
    ])
      for (const link of ["lnk_9", "lnk_1 "]) {
        expect(methodOfLink(state, link, at(later))).toBeNull();
        expect(opened(state, link)).toStrictEqual({ outcome: { ok: true, state: "over" } });
      }
  });

  it("opens the method of its own notice where several are closed", () => {
    const both = closed(closed(account, "sms", "of sms"), "totp", "of totp");
    const once = granted(opened(both, "of totp")).account;
    expect(once.factors.map(({ id, disabled = false }) => [id, disabled])).toStrictEqual([
      ["app", false],
      ["phone", true],
    ]);
    expect(methodOfLink(once, "of sms", at(later))?.state).toBe("open");
  });
});

describe("a reopening", () => {
  it("keeps the link of the notice, and makes none up", () => {
    const byAdmin = (state: Account) =>
      granted(decideOn(state, (it) => reopen(it, "totp", { by: "admin", reason: "Called" }, at(later))));
    const linked = byAdmin(closed(account, "totp", "lnk_1"));
    expect(linked.outcome.reopened).toBe(true);
    expect(linked.account.guesses.totp.closing).toStrictEqual({
      closedAt: start,
      reopenedAt: 0,
      onTrial: true,
      link: "lnk_1",
    });
    const spared = byAdmin(withBudget(account, "totp", { failures: 20 })).account;
    expect(spared.guesses.totp.closing).toStrictEqual({ closedAt: 0, reopenedAt: 0, onTrial: true });
    expect(spared).not.toHaveProperty("staged");
  });

  it("also lets a removed factor take codes again once an undo brings it back, but for one of another method", () => {
    const reopenedWith = (factor: ReturnType<typeof totp> | ReturnType<typeof sms>) => {
      const staged = { factor: { ...factor, disabled: true } as const, changedAt: start, until: start + 3 * day };
      const state = { ...closed(account, "totp", "lnk_1"), staged };
      return granted(decideOn(state, (it) => reopen(it, "totp", { by: "admin" }, at(later)))).account.staged;
    };
    const kept = { changedAt: start, until: start + 3 * day };
    expect(reopenedWith(totp("gone"))).toStrictEqual({ ...kept, factor: totp("gone") });
    expect(reopenedWith(sms("gone"))).toStrictEqual({ ...kept, factor: { ...sms("gone"), disabled: true } });
  });
});

describe("a password", () => {
  const byPassword = (state: Account, changedAt: number, now: number) =>
    decideOn(state, (it) => reopenedByPassword(it, changedAt, at(now)) ?? { outcome: { ok: true } });

  it("that was changed this very moment reopens, and is a turn of its own", () => {
    const open = granted(byPassword(closed(account, "totp", "lnk_1"), later, later)).account;
    expect(open.guesses.totp.closing).toMatchObject({ reopenedAt: later, onTrial: true });
  });

  it("reopens nothing where it is not known when the method was closed", () => {
    const closing = { closedAt: 0, reopenedAt: 0, onTrial: false };
    const state = withBudget(account, "totp", { failures: 20, closing });
    expect(byPassword(state, later, later).write).toBeUndefined();
    expect(byPassword(withBudget(account, "totp", { failures: 20 }), later, later).write).toBeUndefined();
  });
});
