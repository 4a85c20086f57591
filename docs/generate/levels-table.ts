import { emptyAccount, type Account } from "../../shared/account/account.ts";
import type { At } from "../../shared/account/decision.ts";
import { rulesSchema } from "../../shared/account/rules.ts";
import { type Level, stepUp, type TokenProof } from "../../shared/account/step-up.ts";
import { table } from "./table.ts";

/** The tokens that a caller may bring, and how the account stands by them: one column of the table each. */
export const situations = [
  "first-factor token, no factor active",
  "first-factor token, no factor active, password entered long ago",
  "first-factor token, no factor active, time of the password unknown",
  "first-factor token, a factor active",
  "first-factor token, a factor active, password entered long ago",
  "access token of an active factor",
  "access token of an active factor, password entered long ago",
  "access token of the backup codes",
  "access token of an earlier epoch",
  "access token of a removed factor",
  "access token of replaced backup codes",
  "access token, no factor active any more",
  "first-factor token, a passkey active",
  "access token of a passkey",
  "access token of an app, a passkey active beside it",
  "access token of the backup codes, a passkey active",
] as const;
export type Situation = (typeof situations)[number];

const levels = [
  "login",
  "user",
  "proven",
  "fresh",
  "freshPassword",
  "admin",
  "adminFresh",
] as const satisfies readonly Level[];

const now = Date.UTC(2026, 0, 1);
const at: At = { now, rules: rulesSchema.parse({}) };
const long = now - 86_400_000;
const epoch = 1;

const off: Account = { ...emptyAccount, epoch };
const app = {
  id: "fac_app",
  type: "totp",
  label: "App",
  createdAt: long,
  activeSince: long,
  preferred: true,
  secret: new Uint8Array(),
  lastStep: 0,
} as const;
const backupCodes = { generatedAt: long, salt: new Uint8Array(), digests: new Uint8Array(), used: 0 };
const on: Account = { ...off, factors: [app], backupCodes };
const passkey = {
  id: "fac_passkey",
  type: "passkey",
  label: "Passkey",
  createdAt: long,
  activeSince: long,
  preferred: false,
  signCount: 0,
  backupEligible: true,
  backedUp: true,
  transports: [],
} as const;
const strong: Account = { ...on, factors: [app, passkey] };

const firstFactor = (passwordAt: number | null): TokenProof => ({
  passwordAt,
  secondFactor: null,
  takesPasskeys: true,
});
const access = (factorId: string, passwordAt = now, inEpoch = epoch, method = "totp"): TokenProof => ({
  passwordAt,
  secondFactor: { epoch: inEpoch, factorId, tokenId: "any", method },
  takesPasskeys: true,
});

const cases: Readonly<Record<Situation, readonly [Account, TokenProof]>> = {
  "first-factor token, no factor active": [off, firstFactor(now)],
  "first-factor token, no factor active, password entered long ago": [off, firstFactor(long)],
  "first-factor token, no factor active, time of the password unknown": [off, firstFactor(null)],
  "first-factor token, a factor active": [on, firstFactor(now)],
  "first-factor token, a factor active, password entered long ago": [on, firstFactor(long)],
  "access token of an active factor": [on, access(app.id)],
  "access token of an active factor, password entered long ago": [on, access(app.id, long)],
  "access token of the backup codes": [on, access(`bc_${long}`)],
  "access token of an earlier epoch": [on, access(app.id, now, epoch - 1)],
  "access token of a removed factor": [on, access("fac_gone")],
  "access token of replaced backup codes": [on, access(`bc_${long - 1}`)],
  "access token, no factor active any more": [off, access(app.id)],
  "first-factor token, a passkey active": [strong, firstFactor(now)],
  "access token of a passkey": [strong, access(passkey.id, now, epoch, "passkey")],
  "access token of an app, a passkey active beside it": [strong, access(app.id)],
  "access token of the backup codes, a passkey active": [strong, access(`bc_${long}`, now, epoch, "backup_code")],
};

/** As the service answers: the law is asked, nothing is written down twice. */
export type Verdict =
  | "yes"
  | "401 unauthenticated"
  | "401 code"
  | "401 password"
  | "401 password and code"
  | "401 passkey or backup code"
  | "403 password_time_unknown";

export function verdict(level: Level, situation: Situation): Verdict {
  const [account, proof] = cases[situation];
  const refusal = stepUp(account, proof, level, at);
  switch (refusal?.code) {
    case undefined:
      return "yes";
    case "unauthenticated":
      return "401 unauthenticated";
    case "password_time_unknown":
      return "403 password_time_unknown";
    case "insufficient_user_authentication": {
      if (refusal.methods) return "401 passkey or backup code";
      if (refusal.maxAge === null) return "401 code";
      return refusal.needsFactor ? "401 password and code" : "401 password";
    }
  }
}

/** `verifyAssertion` of a client app takes an assertion and nothing else; this service never takes one. */
export const levelsTable = (): string =>
  table(
    ["Token", ...levels.map((level) => `\`${level}\``), "`verifyAssertion`"],
    [
      ...situations.map((situation) => [situation, ...levels.map((level) => verdict(level, situation)), "no"]),
      ["assertion", ...levels.map(() => "401 unauthenticated"), "yes, of its app and user"],
      ["none, or one that proves nothing", ...levels.map(() => "401 unauthenticated"), "no"],
    ],
  );
