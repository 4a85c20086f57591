import { expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import type { Challenge } from "../../shared/account/factor.ts";
import { youngChallenge, verifySms } from "../../shared/factors/sms/rules.ts";
import {
  accountWith,
  at,
  challengeFor,
  day,
  live,
  macOf,
  minute,
  pending,
  second,
  sms,
  start,
  totp,
} from "./examples.ts";
import { decideOn, expectCounted, expectRefused, expectWritten, granted, refusedBy } from "./expectations.ts";

const waiting = { streak: 2, nextAt: start + minute };
const phone = sms("phone", { challenge: live("chl_1"), sends: waiting });
const item = challengeFor("phone", "chl_1", "000123");
const account = accountWith([phone, totp("app"), sms("other", { challenge: live("chl_2") })]);
const answer =
  (
    code: string,
    { now = start, challengeId = "chl_1", factorId = "phone", items = [item] as readonly Challenge[] } = {},
  ) =>
  (state: Account) =>
    verifySms(state, { challengeId, challenges: items, mac: macOf(factorId, challengeId, code) }, at(now));
const expired = { code: "challenge_expired" } as const;
const after = (state: Account, decide: (state: Account) => ReturnType<typeof verifySms>): Account => {
  const decision = decideOn(state, decide);
  return decision.outcome.ok ? granted(decision).account : refusedBy(state, decision).account;
};

it("uses the code up, ends the waits of that phone, and changes nothing else", () => {
  const [, app, other] = account.factors;
  expectWritten(account, answer("000123"), {
    changes: {
      factors: [
        { ...phone, challenge: live("chl_1", 0, true), sends: { streak: 0, nextAt: 0 } },
        app ?? phone,
        other ?? phone,
      ],
    },
    event: { type: "login.succeeded", data: { method: "sms", backupCodesRemaining: 10, failedBefore: 0 } },
    outcome: { method: "sms", factorId: "phone", backupCodesRemaining: 10, epoch: 3 },
  });
});

it("says that a used code was used, at no cost, and that its challenge is over to any other code", () => {
  const used = after(account, answer("000123"));
  expectRefused(used, answer("000123"), { code: "code_already_used" });
  expectRefused(used, answer("000124"), expired);
  expectRefused(used, answer("000123", { now: start + 5 * minute }), expired);
});

it("counts a wrong code on the challenge and on the account, in one write", () => {
  expectCounted(account, answer("123"), {
    refusal: { code: "invalid_code", attemptsRemaining: 4, retryAt: null },
    changes: {
      factors: [{ ...phone, challenge: live("chl_1", 1) }, ...account.factors.slice(1)],
      guesses: {
        ...account.guesses,
        sms: { failures: 1, lockedUntil: 0, slow: { since: start, compared: 1 } },
        day: { since: start, count: 1 },
        failedSinceLogin: 1,
      },
    },
    event: { type: "code.rejected", data: { method: "sms", compared: 1, attemptsRemaining: 4 } },
  });
});

it.each([
  [0, true],
  [5 * minute - 1, true],
  [5 * minute, false],
  [2 * day, false],
])("%i ms after it was sent the code is alive: %s, however late its item is deleted", (age, alive) => {
  if (alive) expect(decideOn(account, answer("000123", { now: start + age })).outcome.ok).toBe(true);
  else expectRefused(account, answer("000123", { now: start + age }), expired);
});

it("dies of five wrong guesses, and then answers right and wrong codes alike", () => {
  const fourth = accountWith([sms("phone", { challenge: live("chl_1", 4) })]);
  expect(decideOn(fourth, answer("000123")).outcome.ok).toBe(true);
  const dead = accountWith([sms("phone", { challenge: live("chl_1", 5) })]);
  for (const code of ["000123", "999999"]) expectRefused(dead, answer(code), expired);
});

it("knows no code but the newest: the old one is dead, though its item is still there", () => {
  const renewed = accountWith([sms("phone", { challenge: live("chl_9") })]);
  const items = [item, challengeFor("phone", "chl_9", "777777")];
  expectRefused(renewed, answer("000123", { items }), expired);
  expectRefused(renewed, answer("777777", { items }), expired);
  const old = answer("000123", { items, challengeId: "chl_9" });
  expect(refusedBy(renewed, decideOn(renewed, old)).refusal.code).toBe("invalid_code");
  expect(decideOn(renewed, answer("777777", { items, challengeId: "chl_9" })).outcome.ok).toBe(true);
});

it("does not take the code of another factor's challenge", () => {
  const items = [item, challengeFor("other", "chl_2", "222222")];
  const mixed = answer("222222", { items });
  expect(refusedBy(account, decideOn(account, mixed)).refusal.code).toBe("invalid_code");
  const lent = answer("000123", { items, challengeId: "chl_2", factorId: "phone" });
  expect(refusedBy(account, decideOn(account, lent)).refusal.code).toBe("invalid_code");
});

it.each([
  ["missing", []],
  ["of another challenge", [challengeFor("phone", "chl_0", "000123")]],
  ["without a hash", [{ ...item, mac: new Uint8Array() }]],
  ["with a shorter hash", [{ ...item, mac: item.mac.subarray(0, 16) }]],
])("refuses the code when the challenge item is %s", (_, items) => {
  expect(decideOn(account, answer("000123", { items })).outcome.ok).toBe(false);
});

it.each(["", "chl_0", "chl_3"])("has no challenge %j, and counts nothing", (challengeId) => {
  expectRefused(account, answer("000123", { challengeId }), expired);
});

it("does not let a pending phone in", () => {
  const enrolling = accountWith([totp("app"), sms("phone", { ...pending, challenge: live("chl_1") })]);
  expectRefused(enrolling, answer("000123"), expired);
  expectRefused(accountWith([sms("phone", { ...pending, challenge: live("chl_1") })]), answer("000123"), {
    code: "not_enrolled",
  });
});

it("shows the same challenge again only if it was handed over, while its code can be redeemed and it is too early for another", () => {
  const young = (now: number, challenge = phone.challenge, items: readonly Challenge[] = [item]) =>
    youngChallenge({ ...phone, challenge }, items, at(now));
  expect(young(start)).toBe(item);
  expect(young(start + 30 * second - 1)).toBe(item);
  expect(young(start + 30 * second)).toBeUndefined();
  expect(young(start, live("chl_1", 4))).toBe(item);
  for (const spent of [null, live("chl_1", 5), live("chl_1", 0, true), live("chl_8")])
    expect(young(start, spent)).toBeUndefined();
  expect(young(start, live("chl_1"), [{ ...item, expiresAt: start }])).toBeUndefined();
  expect(young(start, live("chl_1"), [{ ...item, handedOver: false }])).toBeUndefined();
});
