import type { Account } from "../../shared/account/account.ts";
import type { SmsFactor, TotpFactor } from "../../shared/account/factor.ts";
import type { AccountEvent } from "../../shared/account/events.ts";
import type { Policy } from "../../shared/account/policy.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import type { UserKey } from "../../shared/ports/stores.ts";

export const now = Date.parse("2026-11-21T13:59:30.123Z");
export const second = 1000;
export const hour = 3600 * second;
export const day = 24 * hour;

export const bytesOf = (length: number, first = 1): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (first + index * 7) % 256);
export const idOf = (prefix: string, first: number): string =>
  `${prefix}_${Buffer.from(bytesOf(16, first)).toString("base64url")}`;

/** Bytes that the vault adds to a plain value. */
const sealing = 1 + 2 + 12 + 16;
const sealedOf = (plain: string | Uint8Array): Uint8Array => bytesOf(sealing + Buffer.from(plain).length, 9);

export const user: UserKey = {
  tenant: "acme",
  ref: `usr_${Buffer.from(bytesOf(17, 3)).toString("base64url").slice(0, 22)}`,
};

export const totp: TotpFactor = {
  type: "totp",
  id: idOf("fac", 10),
  label: "Authenticator app",
  createdAt: now - 90 * day,
  activeSince: now - 90 * day + 41_357,
  preferred: true,
  secret: sealedOf(bytesOf(20)),
  lastStep: Math.floor(now / 30_000),
};

export const sms: SmsFactor = {
  type: "sms",
  id: idOf("fac", 50),
  label: "Phone",
  createdAt: now - 80 * day,
  activeSince: now - 80 * day + 72_911,
  preferred: false,
  phone: sealedOf("+4915112345678"),
  country: "DE",
  preRegistered: true,
  challenge: { id: idOf("chl", 77), wrongGuesses: 4, used: false },
  sends: { streak: 3, nextAt: now + 120_000 },
};

/** Everything that the architecture wants in one write unit. */
export const fullAccount: Account = {
  version: 1234,
  factors: [totp, sms],
  backupCodes: {
    generatedAt: now - 90 * day + 41_357,
    salt: bytesOf(16, 5),
    digests: bytesOf(160, 6),
    used: 0b11_0101_0011,
  },
  guesses: {
    totp: { failures: 19, lockedUntil: now + 3_600_000 },
    sms: { failures: 12, lockedUntil: now + 1_800_000 },
    backup_code: { failures: 11, lockedUntil: now + 900_000 },
    enrollment: { failures: 14, lockedUntil: now + 450_000 },
    bypass_code: { failures: 0, lockedUntil: 0 },
    day: { since: now - 3_333_333, count: 49 },
  },
  smsDay: { since: now - 7_777_777, count: 10 },
  setUpSends: { streak: 4, nextAt: now + 119_000 },
  preRegisteredPhone: sealedOf("+4915112345678"),
  contact: sealedOf(JSON.stringify({ email: "e".repeat(30), language: "en" })),
  contactMark: { hash: bytesOf(4, 4), verified: true },
  devices: [],
  epoch: 12,
  exemptTokenId: idOf("", 170).slice(1),
  passkeyLogins: 4321,
  firstPasskeyLogin: now - 30 * day,
};

const eventBase = { at: now, actor: { role: "user", ref: user.ref } } as const;

export const loginSucceeded = (first = 101): AccountEvent & { readonly version: number } => ({
  ...eventBase,
  id: idOf("evt", first),
  type: "login.succeeded",
  version: 2,
  data: { method: "backup_code", backupCodesRemaining: 10, failedBefore: 0 },
});

export const policyUpdated = (first = 140): AccountEvent & { readonly version: number } => ({
  id: idOf("evt", first),
  at: now,
  actor: { role: "admin", ref: user.ref },
  type: "policy.updated",
  version: 2,
  data: { version: 1, required: true, factorTypes: ["totp", "sms"], phoneRegistration: "self" },
});

export const policy: Policy = {
  enforcement: "on",
  enforcementFrom: now + 86_400_000,
  graceDays: 14,
  requiredFor: { roles: ["finance"] },
  onSince: now,
  rolesSince: now - 1000,
  factorTypes: ["totp"],
  passkeys: { allowed: "device-bound", userVerification: "required", downgrade: "refuse" },
  phoneRegistration: "pre-registered",
  smsCountries: ["CH", "DE"],
  issuerName: "Acme",
  recoveryHelp: null,
  voice: false,
  smsBudgetUsd: null,
  trustedDevices: { days: 0 },
  resetApproval: "one",
  devicesFrom: null,
  recovery: { mode: "delay-and-approval", delayHours: 96 },
  version: 1,
};

/** A clock that moves only when a test says so. */
export const handClock = (at: number = now): Clock & { advance(milliseconds: number): void } => {
  let time = at;
  return { now: () => time, advance: (milliseconds) => void (time += milliseconds) };
};
