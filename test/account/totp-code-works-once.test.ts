import { expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import { appToTry, verifyTotp } from "../../shared/factors/totp/rules.ts";
import { codeOf, wrongCodeFor } from "./authenticator-codes.ts";
import { accountWith, at, pending, second, secretOf, sms, start, step, strict, totp, withBudget } from "./examples.ts";
import { decideOn, expectRefused, expectWritten, granted, refusedBy } from "./expectations.ts";

const app = totp("app");
const verify =
  (code: string, now = start, rules = at().rules, factorId = "app") =>
  (account: Account) =>
    verifyTotp(account, { code, factorId, secret: secretOf(factorId) }, at(now, rules));
const login = (account: Account, code: string, now = start): Account =>
  granted(decideOn(account, verify(code, now))).account;
const used = { code: "code_already_used" } as const;

it("remembers the step, tells how, and changes nothing else", () => {
  const account = accountWith([totp("other"), app, sms("phone")]);
  expectWritten(account, verify(codeOf("app", start)), {
    changes: { factors: [totp("other"), { ...app, lastStep: start / step }, sms("phone")] },
    event: { type: "login.succeeded", data: { method: "totp", backupCodesRemaining: 10, failedBefore: 0 } },
    outcome: { method: "totp", factorId: "app", backupCodesRemaining: 10, failedBefore: 0, epoch: 3 },
  });
});

it("refuses the code again at no cost, as long as it is shown", () => {
  const once = login(accountWith([app]), codeOf("app", start));
  for (const later of [0, 1, step - 1, step, 2 * step - 1])
    expectRefused(once, verify(codeOf("app", start), start + later), used);
});

it("refuses T after T+1 was accepted, and T+1 and T again after T, T+1 (RFC 6238 section 5.2: greater, not different)", () => {
  const [codeT, next] = [codeOf("app", start), codeOf("app", start + step)];
  const ahead = login(accountWith([app]), next);
  expectRefused(ahead, verify(codeT), used);
  const both = login(login(accountWith([app]), codeT), next);
  for (const code of [codeT, next, codeT]) expectRefused(both, verify(code, start + step), used);
});

it("refuses the neighbouring older step that was never typed", () => {
  const once = login(accountWith([app]), codeOf("app", start));
  expectRefused(once, verify(codeOf("app", start - step)), used);
});

/** Of about a million pairs of neighbouring steps one shows the same code; this app's is at this step. */
it("refuses at the next step too a code that two steps share: the greater one is remembered", () => {
  const shared = 61_410_176;
  const code = codeOf("app", shared * step);
  expect(codeOf("app", (shared + 1) * step)).toBe(code);
  const once = login(accountWith([app]), code, shared * step);
  for (const later of [0, 1, 2]) expectRefused(once, verify(code, (shared + later) * step), used);
});

it("goes on with the next step at once", () => {
  const once = login(accountWith([app]), codeOf("app", start));
  const twice = login(once, codeOf("app", start + step), start + 1);
  expect(twice.factors).toMatchObject([{ lastStep: start / step + 1 }]);
});

it("refuses the code that confirmed the factor", () => {
  expectRefused(accountWith([totp("app", { lastStep: start / step })]), verify(codeOf("app", start)), used);
});

it.each([
  [-90, 1, false],
  [-60, 1, false],
  [-30, 1, true],
  [0, 1, true],
  [30, 1, true],
  [60, 1, false],
  [90, 1, false],
  [-30, 0, false],
  [0, 0, true],
  [30, 0, false],
])("a phone %i s off is understood with a window of %i: %s", (off, window, accepted) => {
  const rules = window === 0 ? strict : at().rules;
  for (const inStep of [0, step - 1]) {
    const now = start + inStep;
    const decision = decideOn(accountWith([app]), verify(codeOf("app", now + off * second), now, rules));
    expect(decision.outcome.ok).toBe(accepted);
  }
});

it("tries the named app alone: a code of another one is wrong", () => {
  const both = accountWith([app, totp("other")]);
  const after = login(both, codeOf("app", start));
  expect(after.factors).toMatchObject([{ lastStep: start / step }, { lastStep: 0 }]);
  const other = decideOn(after, verify(codeOf("app", start), start, at().rules, "other"));
  expect(refusedBy(after, other).refusal.code).toBe("invalid_code");
});

it.each([
  ["the preferred one", [totp("first"), totp("second", { preferred: true })], "second"],
  [
    "the oldest, where a phone is preferred",
    [sms("phone", { preferred: true }), totp("first"), totp("second")],
    "first",
  ],
])("tries without a name %s", (_, factors, tried) => {
  const account = accountWith(factors);
  const wanted = appToTry(account, undefined);
  expect(wanted.ok && wanted.app?.id).toBe(tried);
  const typed = { code: codeOf(tried, start), secret: secretOf(tried) };
  expect(decideOn(account, (it) => verifyTotp(it, typed, at())).outcome).toMatchObject({ ok: true, factorId: tried });
});

it.each(["nothing", "phone", "set up"])("finds no app %j to try, and counts nothing", (id) => {
  const account = accountWith([app, sms("phone"), totp("set up", pending)]);
  expectRefused(account, verify(codeOf("app", start), start, at().rules, id), { code: "factor_not_found" });
});

it("costs as many codes of the slow budget as the wrong one was compared with, with one app or five", () => {
  for (const [rules, compared] of [
    [at().rules, 3],
    [strict, 1],
  ] as const)
    for (const apps of [[app], [app, ...["b", "c", "d", "e"].map((id) => totp(id))]]) {
      const account = accountWith(apps);
      const wrong = decideOn(account, verify(wrongCodeFor(["app"], start), start, rules));
      expect(refusedBy(account, wrong).account.guesses.totp.slow).toStrictEqual({ since: start, compared });
    }
});

it.each([
  ["no factor", accountWith([])],
  ["only pending ones", accountWith([totp("app", pending), sms("phone", pending)])],
  [
    "only pending ones, and codes left behind",
    { ...accountWith([totp("app", pending)]), backupCodes: accountWith([app]).backupCodes },
  ],
])("has nothing to verify with %s, and counts nothing", (_, account) => {
  expectRefused(account, verify(codeOf("app", start)), { code: "not_enrolled" });
});

it("counts as wrong what cannot be checked: no app, or its secret is missing", () => {
  const typed = { code: codeOf("app", start), secret: undefined };
  for (const account of [accountWith([sms("phone")]), accountWith([app])]) {
    const decision = decideOn(account, (it) => verifyTotp(it, typed, at()));
    expect(refusedBy(account, decision).account.guesses.totp.failures).toBe(1);
  }
});

it("keeps what was accepted when a wrong code follows", () => {
  const once = login(withBudget(accountWith([app]), "totp", { failures: 3 }), codeOf("app", start));
  const { account } = refusedBy(once, decideOn(once, verify(wrongCodeFor(["app", "other"], start))));
  expect(account.factors).toStrictEqual(once.factors);
  expectRefused(account, verify(codeOf("app", start), start + second), used);
});
