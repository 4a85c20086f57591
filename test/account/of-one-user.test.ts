import { describe, expect, it } from "vitest";
import {
  activeFactors,
  activeOf,
  backupCodesId,
  digestBytes,
  digestMatches,
  emptyAccount,
  factorsOf,
  findFactor,
  isEnabled,
  isStored,
  isUsed,
  markUsed,
  pendingOf,
  preferredFactor,
  remainingBackupCodes,
  replaceFactor,
  withoutExpired,
} from "../../shared/account/account.ts";
import { unused } from "../../shared/account/guess-budget.ts";
import { accountWith, backupSet, bytes, day, device, hour, passkey, pending, sms, start, totp } from "./examples.ts";

const [app, phone, setUp] = [totp("app"), sms("phone"), totp("set up", pending)];
const account = accountWith([app, phone, setUp]);

it("an account of which nothing was kept is empty", () => {
  expect(emptyAccount).toStrictEqual({
    version: 0,
    factors: [],
    backupCodes: null,
    guesses: {
      totp: unused,
      sms: unused,
      backup_code: unused,
      enrollment: unused,
      bypass_code: unused,
      day: { since: 0, count: 0 },
    },
    smsDay: { since: 0, count: 0 },
    setUpSends: { streak: 0, nextAt: 0 },
    preRegisteredPhone: null,
    contact: null,
    devices: [],
    epoch: 0,
    exemptTokenId: null,
    passkeyLogins: 0,
    firstPasskeyLogin: null,
  });
  expect([isStored(emptyAccount), isStored({ version: 1 } as typeof account), isEnabled(emptyAccount)]).toStrictEqual([
    false,
    true,
    false,
  ]);
});

describe("the factors of a user", () => {
  it("count where they are confirmed", () => {
    expect(activeFactors(account)).toStrictEqual([app, phone]);
    expect([isEnabled(account), isEnabled(accountWith([setUp]))]).toStrictEqual([true, false]);
    expect([factorsOf(account, "totp"), activeOf(account, "totp")]).toStrictEqual([[app, setUp], [app]]);
    expect([pendingOf(account, "totp"), pendingOf(account, "sms")]).toStrictEqual([setUp, undefined]);
  });

  it("are found and replaced by id", () => {
    expect([findFactor(account, "phone"), findFactor(account, "gone")]).toStrictEqual([phone, undefined]);
    const named = { ...phone, label: "Mine" };
    expect(replaceFactor(account, named)).toStrictEqual({ ...account, factors: [app, named, setUp] });
  });

  it("are asked for as preferred, and those that cannot be checked come last", () => {
    const key = passkey("key", { preferred: true });
    const three = accountWith([key, app, phone]);
    const isCode = ({ type }: { readonly type: string }): boolean => type !== "passkey";
    expect(preferredFactor(three)).toStrictEqual(key);
    expect(preferredFactor(three, isCode)).toStrictEqual(app);
    expect(preferredFactor(accountWith([key, app, { ...phone, preferred: true }]), isCode)?.id).toBe("phone");
    expect(preferredFactor(three, () => false)).toStrictEqual(key);
    expect(preferredFactor(accountWith([setUp]))).toBeUndefined();
  });
});

describe("backup codes", () => {
  const set = backupSet();

  it("are ten, each good once", () => {
    expect([remainingBackupCodes(null), remainingBackupCodes(set)]).toStrictEqual([0, 10]);
    const twice = markUsed(markUsed(set, 0), 9);
    expect(twice).toStrictEqual({ ...set, used: 0b10_0000_0001 });
    expect([isUsed(twice, 0), isUsed(twice, 1), isUsed(twice, 9)]).toStrictEqual([true, false, true]);
    expect([remainingBackupCodes(twice), markUsed(twice, 9)]).toStrictEqual([8, twice]);
  });

  it("match the digest of their own place, whole", () => {
    const digest = set.digests.subarray(digestBytes, 2 * digestBytes);
    expect([0, 1, 2].map((index) => digestMatches(set, index, digest))).toStrictEqual([false, true, false]);
    for (const wrong of [digest.subarray(1), new Uint8Array(), bytes("more than sixteen bytes")])
      expect(digestMatches(set, 1, wrong)).toBe(false);
    expect(digestMatches(set, 10, digest)).toBe(false);
    expect(digestMatches(set, 10, new Uint8Array())).toBe(false);
  });

  it("are named by when they were made", () => {
    expect([backupCodesId(set), backupCodesId(null)]).toStrictEqual([`bc_${String(set.generatedAt)}`, null]);
  });
});

it("any write takes along what is over: a device, a bypass code and a day of SMS", () => {
  const bypassCode = { until: start + hour, salt: bytes("salt"), digest: bytes("digest"), used: false };
  const full = {
    ...account,
    bypassCode,
    devices: [device("dev_a", { until: start + hour }), device("dev_b", { until: start + hour + 1 })],
    smsDay: { since: start + hour - day, count: 2 },
  };
  expect(withoutExpired(full, start + hour - 1)).toStrictEqual(full);
  const { bypassCode: _, ...rest } = full;
  expect(withoutExpired(full, start + hour)).toStrictEqual({
    ...rest,
    devices: full.devices.slice(1),
    smsDay: { since: 0, count: 0 },
  });
});
