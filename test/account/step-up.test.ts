import { describe, expect, it } from "vitest";
import { emptyAccount } from "../../shared/account/account.ts";
import { type TokenProof, provesFactor, type SecondFactor, stepUp } from "../../shared/account/step-up.ts";
import type { Factor } from "../../shared/account/factor.ts";
import { accountWith, at, backupSet, minute, passkey, pending, rules, second, sms, start, totp } from "./examples.ts";

const on = accountWith([totp("app")]);
const settingUp = accountWith([totp("app", pending), sms("phone", pending)]);
const weak = (needsFactor: boolean, maxAge: number | null) => ({
  code: "insufficient_user_authentication",
  needsFactor,
  maxAge,
});

const earned = (epoch: number, factorId = "app"): SecondFactor => ({
  epoch,
  factorId,
  tokenId: "this one",
  method: "totp",
});
const dead = { code: "unauthenticated" };
const unknown = { code: "password_time_unknown" };
const old = start - 5 * minute - 1;
const justFresh = start - 5 * minute;

it.each([
  ["user", on, null, null, null],
  ["user", emptyAccount, null, null, null],
  ["proven", settingUp, null, null, null],
  ["proven", on, start, null, weak(true, null)],
  ["login", on, start, earned(3), dead],
  ["login", emptyAccount, null, null, null],
  ["user", on, null, earned(3), null],
  ["user", on, null, earned(2), dead],
  ["user", settingUp, start, earned(3), dead],
  ["proven", on, null, earned(2), dead],
  ["proven", on, null, earned(4), dead],
  ["fresh", settingUp, start, earned(3), dead],
  ["proven", on, null, earned(3), null],
  ["fresh", settingUp, start, null, null],
  ["fresh", settingUp, justFresh, null, null],
  ["fresh", settingUp, old, null, weak(false, 300)],
  ["fresh", settingUp, null, null, unknown],
  ["fresh", on, start, earned(3), null],
  ["fresh", on, start, null, weak(true, null)],
  ["fresh", on, old, earned(3), weak(false, 300)],
  ["fresh", on, old, null, weak(true, 300)],
  ["fresh", on, start, earned(2), dead],
  ["fresh", on, null, earned(3), unknown],
  ["fresh", on, null, null, unknown],
  ["freshPassword", on, start, null, null],
  ["freshPassword", emptyAccount, justFresh, null, null],
  ["freshPassword", on, old, null, weak(false, 300)],
  ["freshPassword", on, null, null, unknown],
  ["freshPassword", on, start, earned(3), dead],
  ["admin", on, null, earned(3), null],
  ["admin", on, start, null, weak(true, null)],
  ["admin", emptyAccount, start, null, weak(true, null)],
  ["admin", on, start, earned(2), dead],
  ["adminFresh", on, start, earned(3), null],
  ["adminFresh", on, old, earned(3), weak(false, 300)],
  ["adminFresh", on, old, null, weak(true, 300)],
  ["adminFresh", on, null, earned(3), unknown],
] as const)("%s, case %#", (level, account, passwordAt, secondFactor, refusal) => {
  expect(stepUp(account, { passwordAt, secondFactor, takesPasskeys: true }, level, at())).toStrictEqual(refusal);
});

it("tells the age that the deployment asks for", () => {
  const strict = at(start, { ...rules, freshSeconds: 60 });
  const proof = { passwordAt: start - 61 * second, secondFactor: earned(3), takesPasskeys: true };
  expect(stepUp(on, proof, "fresh", strict)).toStrictEqual(weak(false, 60));
});

describe("what a factor earned", () => {
  const others = [totp("app"), sms("phone", pending)];

  it("counts while that factor is active, or the set of backup codes is the same", () => {
    const account = accountWith(others, { backupCodes: { ...backupSet(), generatedAt: start } });
    expect(provesFactor(account, earned(3, "app"))).toBe(true);
    expect(provesFactor(account, earned(3, `bc_${start}`))).toBe(true);
    for (const gone of [`bc_${start - 1}`, "bc_", "bc_null"])
      expect(provesFactor(account, earned(3, gone))).toBe(false);
    for (const gone of ["phone", "removed", ""]) expect(provesFactor(account, earned(3, gone))).toBe(false);
    expect(provesFactor(accountWith([]), earned(3, "app"))).toBe(false);
  });

  it("counts on without it for the token that removed it, in the same epoch only", () => {
    const account = accountWith(others, { exemptTokenId: "this one" });
    expect(provesFactor(account, earned(3, "removed"))).toBe(true);
    expect(provesFactor(account, { ...earned(3, "removed"), tokenId: "another" })).toBe(false);
    for (const epoch of [2, 4]) expect(provesFactor(account, earned(epoch, "removed"))).toBe(false);
  });
});

describe("a factor that needs no proof of itself", () => {
  const password: TokenProof = { passwordAt: start, secondFactor: null, takesPasskeys: true };

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

describe("a strong factor is changed with a strong one", () => {
  const guarded = accountWith([totp("app"), passkey("key")]);
  const proof = (method: string | null, more: Partial<TokenProof> = {}): TokenProof => ({
    passwordAt: start,
    secondFactor: method === null ? null : { ...earned(3), method },
    takesPasskeys: true,
    ...more,
  });
  const strong = { ...weak(true, null), methods: ["passkey", "backup_code"] };

  it.each([
    ["passkey", null],
    ["backup_code", null],
    ["totp", strong],
    ["sms", strong],
    ["bypass_code", strong],
    ["a newer one", strong],
    [null, strong],
  ])("by %s", (method, refusal) => {
    expect(stepUp(guarded, proof(method), "fresh", at())).toStrictEqual(refusal);
  });
  it("and a fresh password", () => {
    expect(stepUp(guarded, proof("totp", { passwordAt: old }), "fresh", at())).toStrictEqual({
      ...strong,
      maxAge: 300,
    });
  });
  it.each(["user", "proven", "admin", "adminFresh"] as const)("but at the level %s any will do", (level) => {
    expect(stepUp(guarded, proof("totp"), level, at())).toBeNull();
  });
  it("also to confirm a factor whose set-up began before: that is what adds it", () => {
    const begun = accountWith([totp("app"), passkey("key"), totp("new", pending)]);
    expect(stepUp(begun, proof("totp"), "proven", at(), "new")).toStrictEqual(strong);
    expect(stepUp(begun, proof(null), "proven", at(), "new")).toStrictEqual(strong);
    expect(stepUp(begun, proof("passkey"), "proven", at(), "new")).toBeNull();
    expect(stepUp(begun, proof("totp"), "proven", at(), "app")).toBeNull();
    expect(stepUp(begun, proof("totp"), "proven", at(), "nobody's")).toBeNull();
    const first = accountWith([totp("app"), passkey("key", pending)]);
    expect(stepUp(first, proof("totp"), "proven", at(), "key")).toBeNull();
  });
  it("but not to confirm what a recovery sets up", () => {
    const lost = accountWith([totp("app"), passkey("key"), totp("new", { ...pending, recovers: true })]);
    expect(stepUp(lost, proof(null), "proven", at(), "new")).toBeNull();
  });
  it("unless the issuer takes no passkeys, or there is none that is active", () => {
    expect(stepUp(guarded, proof("totp", { takesPasskeys: false }), "fresh", at())).toBeNull();
    for (const factor of [sms("phone"), passkey("begun", pending)])
      expect(stepUp(accountWith([totp("app"), factor]), proof("totp"), "fresh", at())).toBeNull();
  });
});

describe("a factor of a newer release", () => {
  const newer: Factor = { ...totp("newer"), type: "unknown", stored: {} };
  it("proves nothing here, guards no less, and is not taken for a strong one", () => {
    const account = accountWith([totp("app"), newer]);
    expect(provesFactor(account, earned(3, "newer"))).toBe(false);
    const password: TokenProof = { passwordAt: start, secondFactor: null, takesPasskeys: true };
    expect(stepUp(accountWith([newer]), password, "proven", at())).toStrictEqual(weak(true, null));
    expect(stepUp(account, { ...password, secondFactor: earned(3) }, "fresh", at())).toBeNull();
  });
});

describe("the factor of a recovery", () => {
  const account = accountWith([totp("app"), totp("new", { ...pending, recovers: true })]);
  const proof = (secondFactor: SecondFactor | null): TokenProof => ({
    passwordAt: start,
    secondFactor,
    takesPasskeys: true,
  });
  it("is confirmed with the login's own token alone, whatever other factors there are", () => {
    expect(stepUp(account, proof(null), "proven", at(), "new")).toBeNull();
    expect(stepUp(account, proof(earned(3)), "proven", at(), "new")).toStrictEqual(dead);
  });
  it("frees no other call, nor the confirmation of another factor", () => {
    for (const exempt of [undefined, "app", "other"])
      expect(
        stepUp(
          accountWith([totp("app"), totp("more"), ...account.factors.slice(1)]),
          proof(null),
          "proven",
          at(),
          exempt,
        ),
      ).toStrictEqual(weak(true, null));
    expect(stepUp(account, proof(earned(3)), "proven", at(), "app")).toBeNull();
    const plain = accountWith([totp("app"), totp("new", pending)]);
    expect(stepUp(plain, proof(null), "proven", at(), "new")).toStrictEqual(weak(true, null));
  });
});
