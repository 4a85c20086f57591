import { describe, expect, it } from "vitest";
import { emptyAccount } from "../../shared/domain/account.ts";
import { type Proof, stepUp } from "../../shared/domain/step-up.ts";
import { accountWith, at, minute, pending, rules, second, sms, start, totp } from "./examples.ts";

const on = accountWith([totp("app")]);
const settingUp = accountWith([totp("app", pending), sms("phone", pending)]);
const weak = (needsFactor: boolean, maxAge: number | null) => ({
  code: "insufficient_user_authentication",
  needsFactor,
  maxAge,
});

const old = start - 5 * minute - 1;
const justFresh = start - 5 * minute;

it.each([
  ["user", on, null, null, null],
  ["user", emptyAccount, null, null, null],
  ["proven", settingUp, null, null, null],
  ["proven", on, start, null, weak(true, null)],
  ["proven", on, null, 2, weak(true, null)],
  ["proven", on, null, 4, weak(true, null)],
  ["proven", on, null, 3, null],
  ["fresh", settingUp, start, null, null],
  ["fresh", settingUp, justFresh, null, null],
  ["fresh", settingUp, old, null, weak(false, 300)],
  ["fresh", settingUp, null, null, weak(false, 300)],
  ["fresh", on, start, 3, null],
  ["fresh", on, start, null, weak(true, null)],
  ["fresh", on, old, 3, weak(false, 300)],
  ["fresh", on, old, null, weak(true, 300)],
  ["fresh", on, null, 2, weak(true, 300)],
] as const)("%s, case %#", (level, account, passwordAt, secondFactorEpoch, refusal) => {
  expect(stepUp(account, { passwordAt, secondFactorEpoch }, level, at())).toStrictEqual(refusal);
});

it("tells the age that the deployment asks for", () => {
  const strict = at(start, { ...rules, freshSeconds: 60 });
  const proof = { passwordAt: start - 61 * second, secondFactorEpoch: 3 };
  expect(stepUp(on, proof, "fresh", strict)).toStrictEqual(weak(false, 60));
});

describe("a factor that needs no proof of itself", () => {
  const password: Proof = { passwordAt: start, secondFactorEpoch: null };

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
