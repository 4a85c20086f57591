import { type Account, activeFactors, isEnabled, backupCodesId } from "./account.ts";
import { factorTypes, isActive, isKnown } from "./factor.ts";
import type { LoginMethod } from "./guess-budget.ts";
import { kindOf, kinds } from "./kinds.ts";
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
  /** As the token names it; a newer release may name others. */
  readonly method: string;
}

/** The caller's token: a first-factor token has no second factor, an access token always has. */
export interface TokenProof {
  readonly passwordAt: Instant | null;
  readonly secondFactor: SecondFactor | null;
  /** Whether the user's issuer takes passkeys. */
  readonly takesPasskeys: boolean;
}

export type Level = "login" | "user" | "proven" | "fresh" | "freshPassword" | "admin" | "adminFresh";

/** Whether an access token counts; at the other levels the login's own token does, and nothing else. */
export const takesAccessTokens = {
  login: false,
  user: true,
  proven: true,
  fresh: true,
  freshPassword: false,
  admin: true,
  adminFresh: true,
} as const satisfies Record<Level, boolean>;

/** Levels at which a factor counts: at `admin` even one that the account does not have. */
const asksFactor = {
  login: "never",
  user: "never",
  proven: "if active",
  fresh: "if active",
  freshPassword: "never",
  admin: "always",
  adminFresh: "always",
} as const satisfies Record<Level, "never" | "if active" | "always">;
const asksPassword = {
  login: false,
  user: false,
  proven: false,
  fresh: true,
  freshPassword: true,
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

/** Levels at which one changes the second factor itself. */
const changesFactors = ["fresh"] as const satisfies readonly Level[];

/** A phished code or a swapped SIM must not change the strong factors: while there are any, only these methods do. */
const strongMethods: readonly LoginMethod[] = [
  ...factorTypes.filter((type) => kinds[type].isPhishingResistant),
  "backup_code",
];

/** The methods that a change of factors asks for, where the account has one that resists phishing and that the issuer takes. */
function methodsAsked(account: Account, { secondFactor, takesPasskeys }: TokenProof) {
  const isGuarded =
    takesPasskeys && activeFactors(account).some((one) => isKnown(one) && kindOf(one).isPhishingResistant);
  return isGuarded && !strongMethods.some((method) => method === secondFactor?.method) ? strongMethods : null;
}

/**
 * Judges a token by the level of the call. An access token that the account does not stand by any more counts for nothing,
 * at any level; where no factor is active only the login's own token counts.
 * The factor `exempt` does not count: whoever confirms it twice is told that its code is used, not to prove it. Its first
 * confirmation adds it, whenever its set-up began.
 */
export function stepUp(
  account: Account,
  proof: TokenProof,
  level: Level,
  { now, rules }: At,
  exempt?: string,
): StepUpRefusal | null {
  const { passwordAt, secondFactor } = proof;
  const named = account.factors.find(({ id }) => id === exempt);
  // The user who confirms a recovery's factor has lost all others: only the login's own token counts.
  const recovers = named?.recovers === true;
  const takesAny = takesAccessTokens[level] && !recovers;
  if (secondFactor !== null && (!takesAny || !provesFactor(account, secondFactor))) return { code: "unauthenticated" };
  const isGuarded = !recovers && activeFactors(account).some(({ id }) => id !== exempt);
  const asks = asksFactor[level];
  const needsFactor = secondFactor === null && (asks === "always" || (asks === "if active" && isGuarded));
  const needsPassword = asksPassword[level] && now - (passwordAt ?? 0) > seconds(rules.freshSeconds);
  if (needsPassword && passwordAt === null) return { code: "password_time_unknown" };
  const adds = named !== undefined && !isActive(named) && !recovers;
  const isChange = adds || changesFactors.some((one) => one === level);
  const methods = isChange ? methodsAsked(account, proof) : null;
  if (!needsFactor && !needsPassword && methods === null) return null;
  return {
    code: "insufficient_user_authentication",
    needsFactor: needsFactor || methods !== null,
    maxAge: needsPassword ? rules.freshSeconds : null,
    ...(methods && { methods }),
  };
}
