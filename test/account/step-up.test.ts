import { describe, expect, it } from "vitest";
import { emptyAccount } from "../../shared/account/account.ts";
import { type Proof, provesFactor, type SecondFactor, stepUp } from "../../shared/account/step-up.ts";
import { accountWith, at, minute, pending, rules, second, sms, start, totp } from "./examples.ts";

const on = accountWith([totp("app")]);
const settingUp = accountWith([totp("app", pending), sms("phone", pending)]);
const weak = (needsFactor: boolean, maxAge: number | null) => ({
  code: "insufficient_user_authentication",
  needsFactor,
  maxAge,
});

const earned = (epoch: number, factorId: string | null = "app"): SecondFactor => ({
  epoch,
  factorId,
  assertionId: "this one",
});
const old = start - 5 * minute - 1;
const justFresh = start - 5 * minute;

it.each([
  ["user", on, null, null, null],
  ["user", emptyAccount, null, null, null],
  ["proven", settingUp, null, null, null],
  ["proven", on, start, null, weak(true, null)],
  ["proven", on, null, earned(2), weak(true, null)],
  ["proven", on, null, earned(4), weak(true, null)],
  ["proven", on, null, earned(3), null],
  ["fresh", settingUp, start, null, null],
  ["fresh", settingUp, justFresh, null, null],
  ["fresh", settingUp, old, null, weak(false, 300)],
  ["fresh", settingUp, null, null, weak(false, 300)],
  ["fresh", on, start, earned(3), null],
  ["fresh", on, start, null, weak(true, null)],
  ["fresh", on, old, earned(3), weak(false, 300)],
  ["fresh", on, old, null, weak(true, 300)],
  ["fresh", on, null, earned(2), weak(true, 300)],
] as const)("%s, case %#", (level, account, passwordAt, secondFactor, refusal) => {
  expect(stepUp(account, { passwordAt, secondFactor }, level, at())).toStrictEqual(refusal);
});

it("tells the age that the deployment asks for", () => {
  const strict = at(start, { ...rules, freshSeconds: 60 });
  const proof = { passwordAt: start - 61 * second, secondFactor: earned(3) };
  expect(stepUp(on, proof, "fresh", strict)).toStrictEqual(weak(false, 60));
});

describe("what a factor earned", () => {
  const others = [totp("app"), sms("phone", pending)];

  it("counts while that factor is active, or if it was a backup code", () => {
    const account = accountWith(others);
    expect(provesFactor(account, earned(3, "app"))).toBe(true);
    expect(provesFactor(account, earned(3, null))).toBe(true);
    for (const gone of ["phone", "removed", ""]) expect(provesFactor(account, earned(3, gone))).toBe(false);
    expect(provesFactor(account, null)).toBe(false);
  });

  it("counts on without it for the assertion that removed it, in the same epoch only", () => {
    const account = accountWith(others, { sparedAssertion: "this one" });
    expect(provesFactor(account, earned(3, "removed"))).toBe(true);
    expect(provesFactor(account, { ...earned(3, "removed"), assertionId: "another" })).toBe(false);
    for (const epoch of [2, 4]) expect(provesFactor(account, earned(epoch, "removed"))).toBe(false);
  });
});

describe("a factor that needs no proof of itself", () => {
  const password: Proof = { passwordAt: start, secondFactor: null };

  it("is the only one that needs none", () => {
    const one = accountWith([totp("app")]);
    const two = accountWith([totp("app"), totp("other")]);
    const needed = { code: "insufficient_user_authentication", needsFactor: true, maxAge: null };
    expect(stepUp(one, password, "proven", at(), "app")).toBeNull();
    expect(stepUp(one, password, "proven", at())).toStrictEqual(needed);
    expect(stepUp(one, password, "proven", at(), "other")).toStrictEqual(needed);
    expect(stepUp(two, password, "proven", at(), "app")).toStrictEqual(needed);
  });
});
