import { expect, it } from "vitest";
import { type Account, type BackupCodeSet, digestBytes } from "../../shared/account/account.ts";
import { backupCodeIndex, regenerate, verifyBackupCode } from "../../shared/factors/backup-codes/rules.ts";
import {
  accountWith,
  at,
  backupDigest,
  backupSet,
  bytes,
  day,
  pending,
  plainCodes,
  sms,
  start,
  totp,
  withBudget,
} from "./examples.ts";
import { decideOn, expectCounted, expectRefused, expectWritten, granted, refusedBy } from "./expectations.ts";

const account = accountWith([totp("app"), sms("phone")]);
const claim =
  (plain: string, salt = "salt", index = backupCodeIndex(plain)) =>
  (state: Account) =>
    verifyBackupCode(state, { index, digest: backupDigest(bytes(salt), plain) }, at());
const wrong = { code: "invalid_code", attemptsRemaining: 4, retryAt: null } as const;
const verdict = (state: Account, plain: string, index?: number) =>
  refusedBy(state, decideOn(state, claim(plain, "salt", index))).refusal;

it("uses one code up and changes nothing else", () => {
  expectWritten(account, claim(plainCodes[3] ?? ""), {
    changes: { backupCodes: { ...backupSet(), used: 0b1000 } },
    event: { type: "login.succeeded", data: { method: "backup_code", backupCodesRemaining: 9, failedBefore: 0 } },
    outcome: { method: "backup_code", factorId: `bc_${backupSet().generatedAt}`, backupCodesRemaining: 9, epoch: 3 },
  });
});

it("takes each of the ten once, in any order, and says so for nothing when one comes again", () => {
  let state = account;
  for (const index of [9, 0, 5, 3, 1, 8, 2, 7, 6, 4]) {
    const plain = plainCodes[index] ?? "";
    state = granted(decideOn(state, claim(plain))).account;
    expectRefused(state, claim(plain), { code: "code_already_used" });
  }
  for (const plain of plainCodes) expectRefused(state, claim(plain), { code: "code_already_used" });
  expect(state.backupCodes?.used).toBe(2 ** 10 - 1);
});

it("counts a wrong code, and a used code's neighbour tells nothing of it", () => {
  expectCounted(account, claim("3ZZZZZZZZZZZ"), {
    refusal: wrong,
    changes: {
      guesses: {
        ...account.guesses,
        backup_code: { failures: 1, lockedUntil: 0, slow: { since: start, compared: 1 } },
        day: { since: start, count: 1 },
        failedSinceLogin: 1,
      },
    },
    event: { type: "code.rejected", data: { method: "backup_code", compared: 1, attemptsRemaining: 4 } },
  });
  const { account: used } = granted(claim(plainCodes[3] ?? "")(account));
  expect(verdict(used, "3ZZZZZZZZZZZ")).toStrictEqual(wrong);
});

it.each(["AZZZZZZZZZZZ", "ZZZZZZZZZZZZ", "GAAAAAAAAAAA", ""])(
  "counts %j, whose index is beyond the set, as wrong",
  (plain) => {
    expect(verdict(account, plain)).toStrictEqual(wrong);
  },
);

it.each([-1, 10, 31, 2 ** 31, Number.NaN])("is not moved by the index %d", (index) => {
  expect(verdict(account, plainCodes[0] ?? "", index)).toStrictEqual(wrong);
  expect(verdict(account, plainCodes[9] ?? "", index)).toStrictEqual(wrong);
});

it("does not take a code at another code's place", () => {
  for (const index of [1, 2, 9]) expect(verdict(account, plainCodes[0] ?? "", index)).toStrictEqual(wrong);
});

const emptySets: readonly (readonly [string, BackupCodeSet | null])[] = [
  ["no set", null],
  ["an empty set", { ...backupSet(), digests: new Uint8Array() }],
  ["a set cut short", { ...backupSet(), digests: backupSet().digests.subarray(0, digestBytes - 1) }],
];
it.each(emptySets)("nothing matches %s, not even nothing (CVE-2022-45174)", (_, backupCodes) => {
  const state = { ...account, backupCodes };
  for (const digest of [
    new Uint8Array(),
    new Uint8Array(digestBytes),
    backupDigest(bytes("salt"), plainCodes[0] ?? ""),
  ])
    expect(
      refusedBy(
        state,
        decideOn(state, (it) => verifyBackupCode(it, { index: 0, digest }, at())),
      ).refusal,
    ).toStrictEqual(wrong);
});

it("is never the only factor: without an active one there is nothing to log in with", () => {
  for (const factors of [[], [totp("app", pending)]])
    expectRefused({ ...account, factors }, claim(plainCodes[0] ?? ""), { code: "not_enrolled" });
});

it("new codes kill the old ones at once, used or not", () => {
  const used = granted(claim(plainCodes[0] ?? "")(account)).account;
  const others = plainCodes.map((code) => `${code.slice(0, -1)}${code.endsWith("0") ? "1" : "0"}`);
  const set = { ...backupSet("new salt", others), generatedAt: start };
  const renewed = expectWritten(used, (it) => regenerate(it, set, null, at()), {
    changes: { backupCodes: set },
    event: { type: "backup_codes.regenerated", data: { count: 10 } },
    outcome: {},
  });
  for (const old of plainCodes.slice(0, 4))
    expect(refusedBy(renewed, claim(old, "new salt")(renewed)).refusal).toStrictEqual(wrong);
  for (const fresh of others) expect(decideOn(renewed, claim(fresh, "new salt")).outcome.ok).toBe(true);
});

it("new codes are only for who has an active factor", () => {
  for (const factors of [[], [sms("phone", pending)]])
    expectRefused(accountWith(factors), (it) => regenerate(it, backupSet(), null, at()), { code: "not_enrolled" });
});

it("new codes work though the old ones were guessed at until the method was disabled (NIST SP 800-63B-4 section 3.2.2)", () => {
  for (const failures of [7, 20]) {
    const state = withBudget(account, "backup_code", { failures, lockedUntil: start + day });
    const { account: renewed } = granted(regenerate(state, backupSet("new salt"), null, at()));
    expect(decideOn(renewed, claim(plainCodes[0] ?? "", "new salt")).outcome.ok).toBe(true);
  }
});
