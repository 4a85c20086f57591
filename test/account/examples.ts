import { createHash } from "node:crypto";
import {
  type Account,
  type Device,
  emptyAccount,
  type BackupCodeSet,
  digestBytes,
} from "../../shared/account/account.ts";
import type { Factor, PasskeyFactor, SmsFactor, TotpFactor, Challenge } from "../../shared/account/factor.ts";
import { backupCodesFrom } from "../../shared/factors/backup-codes/rules.ts";
import type { At } from "../../shared/account/decision.ts";
import type { Policy } from "../../shared/account/policy.ts";
import { type Rules, rulesSchema } from "../../shared/account/rules.ts";
import type { Budget, Method } from "../../shared/account/guess-budget.ts";

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
export const step = 30 * second;

/** The first instant of a time step. */
export const start = Date.parse("2026-11-21T14:00:00.000Z");
export const rules: Rules = rulesSchema.parse({});
export const strict: Rules = { ...rules, totpWindow: 0 };
export const at = (now: number = start, under: Rules = rules): At => ({ now, rules: under });

export const policy: Policy = {
  enforcement: "off",
  enforcementFrom: null,
  graceDays: 0,
  requiredFor: { roles: [] },
  onSince: null,
  rolesSince: null,
  factorTypes: ["totp", "sms"],
  passkeys: { allowed: "any", userVerification: "preferred", downgrade: "allow" },
  phoneRegistration: "self",
  smsCountries: ["CH"],
  issuerName: "Acme",
  recoveryHelp: null,
  voice: false,
  smsBudgetUsd: null,
  trustedDevices: { days: 0 },
  resetApproval: "one",
  devicesFrom: null,
  recovery: { mode: "off", delayHours: 72 },
  version: 1,
};
export const required: Policy = { ...policy, enforcement: "on", onSince: start - 90 * day };
/** Nobody names roles. */
export const noRoles = { named: [], isStaff: false };
export const insisting = { must: true, graceUntil: null };
export const preRegistered: Policy = { ...required, phoneRegistration: "pre-registered" };

const hash = (...parts: readonly string[]): Buffer => createHash("sha256").update(parts.join("|")).digest();
export const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));

/** Replacement for the vault: secrets and keyed hashes that differ with everything they are bound to. */
export const secretOf = (factorId: string): Uint8Array => Uint8Array.from(hash("secret", factorId).subarray(0, 20));
export const macOf = (factorId: string, challengeId: string, code: string): Uint8Array =>
  Uint8Array.from(hash(factorId, challengeId, code));
export const backupDigest = (salt: Uint8Array, plain: string): Uint8Array =>
  Uint8Array.from(hash(Buffer.from(salt).toString("hex"), plain).subarray(0, digestBytes));

export const totp = (id: string, more: Partial<TotpFactor> = {}): TotpFactor => ({
  type: "totp",
  id,
  label: `App ${id}`,
  createdAt: start - day,
  activeSince: start - day,
  preferred: false,
  secret: bytes(`sealed ${id}`),
  lastStep: 0,
  ...more,
});
export const sms = (id: string, more: Partial<SmsFactor> = {}): SmsFactor => ({
  type: "sms",
  id,
  label: `Phone ${id}`,
  createdAt: start - day,
  activeSince: start - day,
  preferred: false,
  phone: bytes(`sealed number ${id}`),
  preRegistered: false,
  challenge: null,
  sends: { streak: 0, nextAt: 0 },
  ...more,
});
export const passkey = (id: string, more: Partial<PasskeyFactor> = {}): PasskeyFactor => ({
  type: "passkey",
  id,
  label: `Key ${id}`,
  createdAt: start - day,
  activeSince: start - day,
  preferred: false,
  signCount: 0,
  backupEligible: false,
  backedUp: false,
  transports: ["usb"],
  ...more,
});
export const pending = { createdAt: start - minute, activeSince: null } as const;

/** A live code of a factor, and the item that keeps its hash. */
export const challengeFor = (factorId: string, id: string, code: string, sentAt: number = start): Challenge => ({
  id,
  factorId,
  mac: macOf(factorId, id, code),
  sentAt,
  resendAt: sentAt + 30 * second,
  handedOver: true,
  expiresAt: sentAt + 5 * minute,
});
export const live = (id: string, wrongGuesses = 0, used = false) => ({ id, wrongGuesses, used });

export const tenCodes = backupCodesFrom(Uint8Array.from({ length: 110 }, (_, index) => (index * 37 + 11) % 256));
export const plainCodes = tenCodes.map((code) => code.replaceAll("-", ""));
export const backupSet = (salt = "salt", plain: readonly string[] = plainCodes): BackupCodeSet => ({
  generatedAt: start - day,
  salt: bytes(salt),
  digests: Uint8Array.from(Buffer.concat(plain.map((code) => backupDigest(bytes(salt), code)))),
  used: 0,
});

/** A remembered device of a policy of 30 days. */
export const device = (id = "dev_first", more: Partial<Device> = {}): Device => ({
  id,
  uses: 7,
  lastUsedAt: start - hour,
  until: start + 29 * day,
  label: "Chrome, macOS",
  createdAt: start - day,
  ...more,
});

/** An account with values in every field, so that a rule that drops or changes one is seen. */
export const accountWith = (factors: readonly Factor[], more: Partial<Account> = {}): Account => ({
  version: 7,
  factors,
  backupCodes: factors.some(({ activeSince }) => activeSince !== null) ? backupSet() : null,
  guesses: emptyAccount.guesses,
  smsDay: { since: start - hour, count: 2 },
  setUpSends: { streak: 1, nextAt: start - 2 * hour },
  preRegisteredPhone: bytes("sealed registered number"),
  contact: bytes("sealed contact"),
  devices: factors.some(({ activeSince }) => activeSince !== null) ? [device()] : [],
  epoch: 3,
  exemptTokenId: "spared earlier",
  passkeyLogins: 5,
  firstPasskeyLogin: start - 40 * day,
  ...more,
});

/** A contact as a token names it: the address that is known too if `sealed` is null. */
export const namedContact = (address: string, verified = false) => ({
  sealed: bytes(`sealed ${address}`),
  mark: { hash: Buffer.from(address.padEnd(4).slice(0, 4)), verified },
});

export const withBudget = (account: Account, method: Method, budget: Partial<Budget>): Account => ({
  ...account,
  guesses: { ...account.guesses, [method]: { ...account.guesses[method], ...budget } },
});
export const withDay = (account: Account, count: number, since: number = start - hour): Account => ({
  ...account,
  guesses: { ...account.guesses, day: { since, count } },
});
