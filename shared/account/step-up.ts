import { type Account, activeFactors } from "./account.ts";
import { isKnown } from "./factor.ts";
import { type At, type Refusal } from "./decision.ts";
import { type Instant, seconds } from "./instant.ts";

/** What an assertion that a second factor earned says of it. */
export interface SecondFactor {
  /** The account's epoch at that moment. */
  readonly epoch: number;
  /** The factor that was used; null for a backup code, which is none. */
  readonly factorId: string | null;
  /** The assertion's own id. */
  readonly assertionId: string;
}

/** What the caller's token proves. */
export interface Proof {
  readonly passwordAt: Instant | null;
  readonly secondFactor: SecondFactor | null;
}

/** Whether an assertion was earned with a factor that this account still stands by, or itself took that factor out. */
export function provesFactor(account: Account, used: SecondFactor | null): boolean {
  if (used === null || used.epoch !== account.epoch) return false;
  const isThere =
    used.factorId === null ||
    activeFactors(account)
      .filter(isKnown)
      .some(({ id }) => id === used.factorId);
  return isThere || used.assertionId === account.sparedAssertion;
}

/**
 * `user`: the token is enough. `proven`: an active factor must have been used. `fresh`: and the password a moment ago.
 * The factor `exempt` does not count: whoever confirms it twice is told that its code is used, not to prove it.
 */
export function stepUp(
  account: Account,
  proof: Proof,
  level: "user" | "proven" | "fresh",
  { now, rules }: At,
  exempt?: string,
): Extract<Refusal, { code: "insufficient_user_authentication" }> | null {
  const guards = activeFactors(account).filter(({ id }) => id !== exempt);
  const needsFactor = level !== "user" && guards.length > 0 && !provesFactor(account, proof.secondFactor);
  const isFresh = proof.passwordAt !== null && now - proof.passwordAt <= seconds(rules.freshSeconds);
  const needsPassword = level === "fresh" && !isFresh;
  if (!needsFactor && !needsPassword) return null;
  return { code: "insufficient_user_authentication", needsFactor, maxAge: needsPassword ? rules.freshSeconds : null };
}
