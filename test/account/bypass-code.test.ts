import { expect, it } from "vitest";
import { issueBypassCode, livingBypassCode, verifyBypassCode } from "../../shared/account/help-desk.ts";
import { withoutExpired } from "../../shared/account/account.ts";
import { closed } from "../../shared/account/guesses.ts";
import { reset } from "../../shared/account/remove.ts";
import { restore } from "../../shared/account/restore.ts";
import { historyOf, nothingLost } from "../../shared/account/lost-history.ts";
import { accountWith, at, day, hour, pending, second, start, totp, withDay } from "./examples.ts";
import { refusedBy } from "./expectations.ts";

/** The help desk's code: wrong ones cost waits on a counter of its own, and it ends with what it stood in for. */
const digest = Uint8Array.from({ length: 16 }, () => 7);
const other = Uint8Array.from({ length: 16 }, () => 8);
const account = accountWith([totp("app")]);
const issued = (state = account) => {
  const { write } = issueBypassCode(state, { salt: other, digest }, { hours: 8, reason: "Lost" }, at(start));
  if (write === undefined) throw new Error("It was not issued");
  return write.account;
};
const refusalOf = (state: typeof account, given: Uint8Array, now = start) => {
  const { outcome } = verifyBypassCode(state, given, at(now));
  return outcome.ok ? null : outcome.refusal.code;
};

it("works once, to the instant of its end", () => {
  expect(livingBypassCode(issued(), at(start + 8 * hour - 1))?.until).toBe(start + 8 * hour);
  expect(livingBypassCode(issued(), at(start + 8 * hour))).toBeNull();
  const used = verifyBypassCode(issued(), digest, at(start + 8 * hour - 1)).write?.account;
  expect(used?.bypassCode?.used).toBe(true);
  expect(refusalOf(used ?? account, digest)).toBe("code_already_used");
  expect(refusalOf(issued(), digest, start + 8 * hour)).toBe("invalid_code");
  expect(refusalOf(account, digest)).toBe("invalid_code");
  expect(withoutExpired(issued(), start + 8 * hour)).not.toHaveProperty("bypassCode");
  expect(withoutExpired(issued(), start + 8 * hour - 1)).toHaveProperty("bypassCode");
});

it("is issued to whoever has a factor, and says until when", () => {
  const issue = (state: typeof account) =>
    issueBypassCode(state, { salt: other, digest }, { hours: 8, reason: "Lost" }, at(start));
  expect(issue(account).outcome).toEqual({ ok: true, until: start + 8 * hour });
  expect(issue(account).write?.event).toEqual({ type: "bypass_code.issued", data: { hours: 8, reason: "Lost" } });
  expect(issue(accountWith([totp("app", pending)]))).toEqual({
    outcome: { ok: false, refusal: { code: "not_enrolled" } },
  });
});

it("is living until it is used or over; where there is none, none is", () => {
  const used = verifyBypassCode(issued(), digest, at(start)).write?.account ?? account;
  expect(livingBypassCode(used, at(start))).toBeNull();
  expect(livingBypassCode(account, at(start))).toBeNull();
  expect(refusalOf(issued(), digest.subarray(1))).toBe("invalid_code");
});

it("is neither ended nor disabled by any number of wrong codes, and they spend nothing else", () => {
  let state = issued();
  const next = () => Math.max(start, state.guesses.bypass_code.lockedUntil);
  for (let nth = 0; nth < 12; nth += 1) state = refusedBy(state, verifyBypassCode(state, other, at(next()))).account;
  expect(next()).toBe(start + (30 + 60 + 120 + 240 + 480 + 960 + 1920 + 3600) * second);
  expect(refusalOf(state, digest, next() - 1)).toBe("too_many_attempts");
  expect(verifyBypassCode(state, digest, at(next())).outcome).toMatchObject({ ok: true, failedBefore: 12 });
  expect(state.guesses.day).toEqual(account.guesses.day);
  expect(state.guesses.bypass_code).not.toHaveProperty("slow");
  expect(closed(state, "totp", at(start))).toBeNull();
});

it("stays open on a day whose tries a thief has spent with other codes", () => {
  expect(refusalOf(withDay(issued(), 50, start), digest)).toBeNull();
});

it("ends with a reset and with a restore, and a restore counts no wrong ones against the day", () => {
  expect(reset(issued(), "Lost for good").write?.account).not.toHaveProperty("bypassCode");
  expect(restore(issued(), nothingLost, start + day)?.account).not.toHaveProperty("bypassCode");
  const wrong = {
    id: "evt_1",
    at: start,
    actor: { role: "user", ref: "usr_1" },
    type: "code.rejected",
    data: { method: "bypass_code", compared: 1, attemptsRemaining: 4 },
  } as const;
  expect(historyOf([wrong])).toEqual(nothingLost);
});
