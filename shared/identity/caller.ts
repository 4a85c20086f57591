import type { Instant } from "../account/instant.ts";
import type { SecondFactor } from "../account/step-up.ts";

/** Who calls, proven by a first-factor token or by an assertion of ours. */
export interface Caller {
  readonly kind: "first-factor" | "assertion";
  readonly tenant: string;
  readonly issuerId: string;
  readonly subject: string;
  /** The client apps that the token was made for; our own audience is not among them. */
  readonly audience: readonly string[];
  /** When the password was entered; null if the token does not say. */
  readonly passwordAt: Instant | null;
  readonly expiresAt: Instant;
  readonly roles: readonly string[];
  readonly isAdmin: boolean;
  readonly isOperator: boolean;
  readonly email: string | null;
  readonly username: string | null;
  /** Only an assertion that a second factor earned has it. */
  readonly secondFactor: SecondFactor | null;
}

/** How the second step was done; null where none was needed. */
export type AssertedMethod = "totp" | "sms" | "backup_code" | null;

export interface Assertion {
  readonly assertion: string;
  readonly expiresAt: Instant;
}

/** Signs with a key that is already at hand, so that nothing can fail between a code's redemption and its answer. */
export type SignAssertion = (claims: {
  readonly caller: Caller;
  readonly method: AssertedMethod;
  /** The factor that was used; null for a backup code, and where none was needed. */
  readonly factorId: string | null;
  readonly epoch: number;
  readonly now: Instant;
}) => Promise<Assertion>;

export interface Tokens {
  /** Null: the token proves nothing. Rejects if an issuer's keys cannot be fetched. */
  identify(bearer: string, now: Instant): Promise<Caller | null>;
  /** Makes the current signing key ready. */
  signer(now: Instant): Promise<SignAssertion>;
  /** Public keys: previous, current and next. */
  jwks(now: Instant): Promise<readonly Readonly<Record<string, string>>[]>;
}
