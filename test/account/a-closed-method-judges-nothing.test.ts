import { describe, expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import { backupCodeIndex, verifyBackupCode } from "../../shared/factors/backup-codes/rules.ts";
import { confirmSms, verifySms } from "../../shared/factors/sms/rules.ts";
import { confirmTotp, verifyTotp } from "../../shared/factors/totp/rules.ts";
import type { Decision, Refusal } from "../../shared/account/decision.ts";
import { reserveSend } from "../../shared/factors/sms/reserve-send.ts";
import { codeOf, wrongCodeFor } from "./authenticator-codes.ts";
import {
  accountWith,
  at,
  backupDigest,
  bytes,
  challengeFor,
  live,
  macOf,
  pending,
  plainCodes,
  policy,
  second,
  secretOf,
  sms,
  start,
  totp,
  withBudget,
  withDay,
} from "./examples.ts";
import { decideOn, expectRefused, refusedBy } from "./expectations.ts";
import type { Method } from "../../shared/account/guess-budget.ts";

const app = totp("app");
const phone = sms("phone", { challenge: live("chl_1") });
const newApp = totp("new app", pending);
const newPhone = sms("new phone", { ...pending, challenge: live("chl_2") });
const account = accountWith([app, phone, newApp, newPhone]);
type Try = (account: Account, right: boolean, now: number) => Decision<object>;

const pick = (right: boolean, code: string): string => (right ? code : "999999");
const tries: Readonly<Record<string, readonly [Method, Try]>> = {
  "TOTP login": [
    "totp",
    (state, right, now) =>
      verifyTotp(
        state,
        { code: right ? codeOf("app", now) : wrongCodeFor(["app"], now), factorId: "app", secret: secretOf("app") },
        at(now),
      ),
  ],
  "SMS login": [
    "sms",
    (state, right, now) => {
      const mac = macOf("phone", "chl_1", pick(right, "111111"));
      return verifySms(
        state,
        { challengeId: "chl_1", challenges: [challengeFor("phone", "chl_1", "111111", now)], mac },
        at(now),
      );
    },
  ],
  "backup-code login": [
    "backup_code",
    (state, right, now) => {
      const plain = right ? (plainCodes[4] ?? "") : "4ZZZZZZZZZZZ";
      return verifyBackupCode(
        state,
        { index: backupCodeIndex(plain), digest: backupDigest(bytes("salt"), plain) },
        at(now),
      );
    },
  ],
  "confirmation of an app": [
    "enrollment",
    (state, right, now) => {
      const code = right ? codeOf("new app", now) : wrongCodeFor(["new app"], now);
      return confirmTotp(state, { factor: newApp, code, secret: secretOf("new app"), policy }, at(now));
    },
  ],
  "confirmation of a phone": [
    "enrollment",
    (state, right, now) => {
      const mac = macOf("new phone", "chl_2", pick(right, "222222"));
      return confirmSms(
        state,
        { factor: newPhone, challenge: challengeFor("new phone", "chl_2", "222222", now), mac, policy },
        at(now),
      );
    },
  ],
};

describe.each(Object.entries(tries))("%s", (_, [method, attempt]) => {
  const until = start + 30 * second;
  const closedBy: readonly (readonly [string, Account, Refusal])[] = [
    [
      "a wait",
      withBudget(account, method, { failures: 5, lockedUntil: until }),
      { code: "too_many_attempts", retryAt: until },
    ],
    ["the day's cap", withDay(account, 50, start), { code: "too_many_attempts", retryAt: start + 86_400 * second }],
  ];
  const disabled = withBudget(account, method, { failures: 20 });
  const all =
    method === "enrollment"
      ? closedBy
      : [...closedBy, ["disabling", disabled, { code: "method_disabled", method }] as const];

  it.each(all)(
    "closed by %s answers a right code exactly like a wrong one, and writes nothing",
    (_why, state, refusal) => {
      for (const right of [true, false]) expectRefused(state, (it) => attempt(it, right, start), refusal);
    },
  );

  it("is open at the very instant that it was told, and not before", () => {
    const locked = withBudget(account, method, { failures: 5, lockedUntil: until });
    expect(decideOn(locked, (it) => attempt(it, true, until - 1)).outcome.ok).toBe(false);
    expect(decideOn(locked, (it) => attempt(it, true, until)).outcome.ok).toBe(true);
  });

  it("stays open, right or wrong, while every other method is closed", () => {
    const others = (["totp", "sms", "backup_code", "enrollment"] as const).filter((one) => one !== method);
    const state = others.reduce((sofar, one) => withBudget(sofar, one, { failures: 25, lockedUntil: until }), account);
    expect(decideOn(state, (it) => attempt(it, true, start)).outcome.ok).toBe(true);
    const wrong = refusedBy(
      state,
      decideOn(state, (it) => attempt(it, false, start)),
    );
    expect(wrong.refusal).toStrictEqual({ code: "invalid_code", attemptsRemaining: 4, retryAt: null });
    expect(wrong.account.guesses[method].failures).toBe(1);
  });

  it("clears its own row of failures with a right code, not the others' and not the day's", () => {
    const state = (["totp", "sms", "backup_code", "enrollment"] as const).reduce(
      (sofar, one) => withBudget(sofar, one, { failures: 3 }),
      withDay(account, 12),
    );
    const { write } = decideOn(state, (it) => attempt(it, true, start));
    const cleared =
      method === "enrollment" ? [method, write?.account.factors.at(2)?.activeSince ? "totp" : "sms"] : [method];
    for (const one of ["totp", "sms", "backup_code", "enrollment"] as const)
      expect(write?.account.guesses[one].failures).toBe(cleared.includes(one) ? 0 : 3);
    expect(write?.account.guesses.day).toStrictEqual(state.guesses.day);
  });
});

it("a locked or disabled phone gets no further SMS, an enrolment of another one does", () => {
  const locked = withBudget(account, "sms", { failures: 5, lockedUntil: start + 1 });
  const send = (factor: typeof phone) => (state: Account) => reserveSend(state, { factor, challengeId: "chl_3" }, at());
  expectRefused(locked, send(phone), { code: "too_many_attempts", retryAt: start + 1 });
  expectRefused(withBudget(account, "sms", { failures: 20 }), send(phone), { code: "method_disabled", method: "sms" });
  expect(decideOn(locked, send(newPhone)).outcome.ok).toBe(true);
});

it("six challenges with five wrong codes each do not make thirty tries", () => {
  let state = account;
  let judged = 0;
  for (let round = 0; round < 6; round += 1) {
    const id = `chl_round_${round}`;
    state = { ...state, factors: [app, sms("phone", { challenge: live(id) })] };
    for (let guess = 0; guess < 5; guess += 1) {
      const mac = macOf("phone", id, "999999");
      const decision = verifySms(
        state,
        { challengeId: id, challenges: [challengeFor("phone", id, "111111")], mac },
        at(),
      );
      if (decision.write) judged += 1;
      state = decision.write?.account ?? state;
    }
  }
  expect(judged).toBe(5);
});
