/** @module-tag histories */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountToItem, accountFromItem } from "../../shared/aws/dynamodb/account-item.ts";
import type { PasskeyFactor } from "../../shared/account/factor.ts";
import { accountKey } from "../../shared/aws/dynamodb/keys.ts";
import { eventOfImage } from "../../shared/aws/dynamodb/event-of-image.ts";
import { type Account, type Device, emptyAccount } from "../../shared/account/account.ts";
import type { AccountEvent, EventData, EventType } from "../../shared/account/events.ts";
import { bytesOf, fullAccount, idOf, loginSucceeded, now, sms, totp, user } from "./examples.ts";
import { accounts } from "./any-account.ts";
import { itemSize } from "./item-size.ts";

const itemOf = (account: Account, event?: AccountEvent): Record<string, unknown> => ({
  ...accountKey(user),
  ...accountToItem(account, event),
});
const deviceOf = (nth: number): Device => ({
  id: `dev_${Buffer.from(bytesOf(8, nth)).toString("base64url")}`,
  uses: 87,
  lastUsedAt: now - 3_600_123,
  until: now + 1_234_567_890,
  label: "Chrome, macOS",
  createdAt: now - (now % 1000),
});
const writtenOf = (account: Account): Account => ({ ...account, version: account.version + 1 });

/** Events that leave no factors, no codes or no account behind, and those of an organisation. */
type WithoutFactors =
  | "sms.paused"
  | "account.reset"
  | "account.erased"
  | "tenant.erased"
  | "two_factor.disabled"
  | "change.undone"
  | "policy.updated"
  | `approval.${"requested" | "granted" | "dropped"}`
  | "factors.exported";
/** The longest data of every event that can come with a full account; an event without a row does not compile. */
const longest: { readonly [T in Exclude<EventType, WithoutFactors>]: EventData<T> } = {
  "factor.enrollment_started": { factorId: totp.id, factorType: "totp" },
  "factor.activated": {
    factorId: sms.id,
    factorType: "totp",
    first: false,
    country: "CH",
    range: "rHr5Q0dJ0wQ",
  },
  "factor.updated": { factorId: totp.id, factorType: "totp" },
  "factor.removed": { factorId: totp.id, factorType: "totp" },
  "backup_codes.regenerated": { count: 10 },
  "login.succeeded": {
    method: "sms",
    backupCodesRemaining: 10,
    failedBefore: 12,
    country: "CH",
    channel: "voice",
  },
  "code.rejected": { method: "backup_code", compared: 3, spent: 100, attemptsRemaining: 4 },
  "method.locked": { method: "backup_code", compared: 3, spent: 100, until: "2026-11-21T13:59:30.123Z" },
  "method.disabled": { method: "backup_code", compared: 3, spent: 100 },
  "method.reopened": { method: "backup_code", by: "password" },
  "contact.changed": {},
  "account.frozen": {},
  "passkey.counter_fell": { factorId: sms.id },
  "device.trusted": { deviceId: idOf("dev", 3).slice(0, 15) },
  "login.remembered": { deviceId: idOf("dev", 3).slice(0, 15) },
  "factor.imported": { factorType: "passkey", from: "google-migration" },
  "device.ended": { deviceId: idOf("dev", 3).slice(0, 15), why: "out_of_step" },
  "sms.requested": { factorId: sms.id, purpose: "enrollment", country: "CH", range: "rHr5Q0dJ0wQ" },
  "sms.undelivered": { factorId: sms.id, reason: "unreachable" },
  "sms.failed": {
    factorId: sms.id,
    reason: "temporarily_unavailable",
    country: "CH",
    range: "rHr5Q0dJ0wQ",
  },
  "account.restored": { factors: 7, backupCodes: 10, shut: false },
  "phone.pre_registered": {},
  "phone.pre_registration_removed": {},
  "caller.checked": { by: "email" },
  "bypass_code.issued": { hours: 24, reason: "Phone at the repair shop" },
  "recovery.asked": {},
  "recovery.waiting": { readyAt: "2026-11-21T13:59:30.123Z", needsApproval: false },
  "recovery.approved": { reason: "Ticket 1234, seen by video" },
  "recovery.cancelled": { by: "policy" },
  "recovery.completed": { factorId: totp.id, factorType: "totp" },
  "requirement.changed": { required: true, reason: "Handles money" },
  "grace.started": { until: "2026-12-01T00:00:00.000Z" },
};

describe("an account's item", () => {
  it.each(Object.entries(longest))("fits in one write unit with everything in it and %s", (type, data) => {
    const event = { ...loginSucceeded(), type, data, actor: { role: "operator", ref: user.ref } } as AccountEvent;
    expect(itemSize(itemOf(fullAccount, event))).toBeLessThanOrEqual(1024);
  });

  it.each([
    ["bound keys", { signCount: 4_294_967_295, backupEligible: false, backedUp: false, transports: ["usb", "nfc"] }],
    ["synced passkeys", { signCount: 0, backupEligible: true, backedUp: true, transports: ["hybrid", "internal"] }],
  ] as const)(
    "fits in one write unit for the usual user with an app, a phone, codes, a remembered device and two %s",
    (_, kind) => {
      const key = (first: number): PasskeyFactor => ({
        ...totp,
        ...kind,
        type: "passkey",
        id: idOf("fac", first),
        label: "Google Password Manager",
        preferred: first === 90,
      });
      // Under way, and so apart: an access token that took a factor away, and the waits of a removed set-up.
      const { guesses, exemptTokenId, setUpSends } = emptyAccount;
      const { challenge: _challenge, ...phone } = sms;
      const usual: Account = {
        ...fullAccount,
        factors: [{ ...totp, preferred: false }, { ...phone, challenge: null, preRegistered: false }, key(90), key(91)],
        guesses,
        exemptTokenId,
        setUpSends,
        preRegisteredPhone: null,
        devices: [deviceOf(1)],
      };
      const { data } = { data: { method: "passkey", backupCodesRemaining: 10, failedBefore: 0, userVerified: true } };
      const event = { ...loginSucceeded(), data } as AccountEvent;
      expect(itemSize(itemOf(usual, event))).toBeLessThanOrEqual(1024);
    },
  );

  it.each([
    [1, 57],
    [3, 163],
    [5, 269],
  ])("takes for %i remembered devices %i bytes more", (count, bytes) => {
    const devices = Array.from({ length: count }, (_, nth) => deviceOf(nth));
    expect(itemSize(itemOf({ ...fullAccount, devices })) - itemSize(itemOf(fullAccount))).toBe(bytes);
  });

  it("takes two bytes for a requirement and at most nine for the beginning of a grace", () => {
    const size = (more: Partial<Account>): number => itemSize(itemOf({ ...fullAccount, ...more }));
    expect(size({ required: true }) - size({})).toBe(2);
    expect(size({ graceSince: 1_790_000_000_000 }) - size({})).toBeLessThanOrEqual(9);
  });

  it("of the usual user fits in one write unit with one device, whatever its events", () => {
    const { guesses: _none, smsDay: _day, setUpSends: _waits, exemptTokenId: _exempt, ...usual } = fullAccount;
    const { guesses, smsDay, setUpSends, exemptTokenId } = emptyAccount;
    const account = {
      ...usual,
      guesses,
      smsDay,
      setUpSends,
      exemptTokenId,
      preRegisteredPhone: null,
      devices: [deviceOf(1)],
    };
    const also = [
      { ...loginSucceeded(60), type: "device.trusted", data: { deviceId: deviceOf(1).id } },
    ] as AccountEvent[];
    const item = { ...accountKey(user), ...accountToItem(account, loginSucceeded(), also) };
    expect(itemSize(item)).toBeLessThanOrEqual(1024);
  });

  it("carries further events of the same write, at the time and by the actor of the first", () => {
    const { version: _two, ...base } = loginSucceeded();
    const also = [1, 2].map((nth) => ({
      ...base,
      id: loginSucceeded(nth).id,
      type: "device.trusted",
      data: { deviceId: "dev_1" },
    })) as AccountEvent[];
    const item = { ...accountKey(user), ...accountToItem(fullAccount, loginSucceeded(), also) };
    expect(eventOfImage(item)).toEqual({
      subject: user,
      event: loginSucceeded(),
      also: also.map(({ id, type, at, actor, data }) => ({ id, type, at, actor, data })),
    });
    expect(accountToItem(accountFromItem(item).account, undefined)).not.toHaveProperty("j");
  });

  it("is counted as DynamoDB counts", () => {
    const item = { a: "é", n: 12345, m: { x: true, y: null }, l: [1, new Uint8Array(5)] };
    expect(itemSize(item)).toBe(1 + 2 + (1 + 4) + (1 + 3 + 2 + 1 + 1 + 1 + 1) + (1 + 3 + 1 + 2 + 1 + 5));
  });

  it("gives back every field of a full account", () => {
    expect(accountFromItem(itemOf(fullAccount, loginSucceeded()))).toEqual({
      account: writtenOf(fullAccount),
      lastEventId: loginSucceeded().id,
    });
  });

  it("leaves out what has its default value", () => {
    expect(itemOf(emptyAccount)).toEqual({ ...accountKey(user), s: 1, v: 1 });
    expect(accountFromItem(itemOf(emptyAccount))).toEqual({ account: writtenOf(emptyAccount), lastEventId: null });
  });

  it("gives back any account", () => {
    fc.assert(
      fc.property(accounts, (account) => {
        expect(accountFromItem(itemOf(account)).account).toEqual(writtenOf(account));
      }),
      { numRuns: 300 },
    );
  });

  it("names an exempt access token in 16 bytes; an item of an earlier release names none", () => {
    const { a: exempt, ...before } = itemOf(fullAccount);
    expect(exempt).toHaveLength(16);
    expect(accountFromItem(before).account).toEqual({ ...writtenOf(fullAccount), exemptTokenId: null });
  });

  it.each([0, 2, "1", undefined])("is refused if its schema version is %s", (s) => {
    expect(() => accountFromItem({ ...itemOf(fullAccount), s })).toThrow("account: unknown schema version");
  });

  it("names no id twice: one that only resembles the usual shape is kept as it is", () => {
    const usual = idOf("fac", 1);
    const longer = { ...totp, id: `${usual.slice(0, -1)}_` };
    const { account } = accountFromItem(itemOf({ ...fullAccount, factors: [{ ...totp, id: usual }, longer] }));
    expect(account.factors.map(({ id }) => id)).toEqual([usual, longer.id]);
  });

  it.each([
    ["a factor without a type", { f: [{ i: "fac_1", l: "", c: now, x: bytesOf(1), n: 1 }] }],
    ["a secret that is text", { f: [{ i: "fac_1", l: "", c: now, t: "totp", x: "secret", n: 1 }] }],
    ["a negative count of wrong codes", { g: { t: [-1, 0] } }],
    ["a version that is no number", { v: "7" }],
    ["an event without an id", { e: {} }],
  ])("is refused with %s, and the error quotes no value", (_, change) => {
    const read = () => accountFromItem({ ...itemOf(fullAccount), ...change });
    expect(read).toThrow(/^account: [fgve]/);
    expect(read).not.toThrow(/secret|passkey/);
  });

  it("stays readable if its newest event is of a type that this version does not know", () => {
    const item = { ...itemOf(fullAccount), e: { i: "evt_new", t: "from.the.future" } };
    expect(accountFromItem(item).lastEventId).toBe("evt_new");
  });
});
