import { type Account, activeFactors, isEnabled, backupCodesId } from "./account.ts";
import { isKnown } from "./factor.ts";
import type { At, Refusal } from "./decision.ts";
import { type Instant, seconds } from "./instant.ts";

/** The second factor that an access token was earned with. */
export interface SecondFactor {
  /** The account's epoch at that moment. */
  readonly epoch: number;
  /** The factor, or the set of backup codes. */
  readonly factorId: string;
  /** The token's own id. */
  readonly tokenId: string;
}

/** The caller's token: a first-factor token has no second factor, an access token always has. */
export interface TokenProof {
  readonly passwordAt: Instant | null;
  readonly secondFactor: SecondFactor | null;
}

export type Level = "login" | "user" | "proven" | "fresh" | "admin" | "adminFresh";

/** Levels at which a factor counts: at `admin` even one that the account does not have. */
const asksFactor = {
  login: "never",
  user: "never",
  proven: "if active",
  fresh: "if active",
  admin: "always",
  adminFresh: "always",
} as const satisfies Record<Level, "never" | "if active" | "always">;
const asksPassword = {
  login: false,
  user: false,
  proven: false,
  fresh: true,
  admin: false,
  adminFresh: true,
} as const satisfies Record<Level, boolean>;

/** Whether an access token was earned with something that this account still stands by, or itself took it out. */
export function provesFactor(account: Account, used: SecondFactor): boolean {
  if (!isEnabled(account) || used.epoch !== account.epoch) return false;
  const isThere =
    activeFactors(account)
      .filter(isKnown)
      .some(({ id }) => id === used.factorId) || used.factorId === backupCodesId(account.backupCodes);
  return isThere || used.tokenId === account.exemptTokenId;
}

type StepUpRefusal = Extract<
  Refusal,
  { code: "unauthenticated" | "insufficient_user_authentication" | "password_time_unknown" }
>;

/**
 * Judges a token by the level of the call. An access token that the account does not stand by any more counts for nothing,
 * at any level; where no factor is active only the login's own token counts.
 * The factor `exempt` does not count: whoever confirms it twice is told that its code is used, not to prove it.
 */
export function stepUp(
  account: Account,
  { passwordAt, secondFactor }: TokenProof,
  level: Level,
  { now, rules }: At,
  exempt?: string,
): StepUpRefusal | null {
  if (secondFactor !== null && (level === "login" || !provesFactor(account, secondFactor)))
    return { code: "unauthenticated" };
  const isGuarded = activeFactors(account).some(({ id }) => id !== exempt);
  const asks = asksFactor[level];
  const needsFactor = secondFactor === null && (asks === "always" || (asks === "if active" && isGuarded));
  const needsPassword =
    asksPassword[level] && !(passwordAt !== null && now - passwordAt <= seconds(rules.freshSeconds));
  if (needsPassword && passwordAt === null) return { code: "password_time_unknown" };
  if (!needsFactor && !needsPassword) return null;
  return { code: "insufficient_user_authentication", needsFactor, maxAge: needsPassword ? rules.freshSeconds : null };
}
