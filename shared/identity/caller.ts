import type { Instant } from "../account/instant.ts";
import type { RolesOfCaller } from "../account/enforcement.ts";
import type { LoginMethod } from "../account/guess-budget.ts";
import type { SecondFactor } from "../account/step-up.ts";
import type { Vault } from "../ports/vault.ts";
import type { RelyingParty } from "../settings/webauthn.ts";
import type { RefusedToken } from "./verify-jwt.ts";

/** Caller, proven by a first-factor token or by an access token of this service. */
export interface Caller {
  readonly kind: "first-factor" | "access-token";
  readonly tenant: string;
  readonly issuerId: string;
  readonly subject: string;
  /** The trusted issuer's apps that the token was made for. */
  readonly audience: readonly string[];
  /** The one app that this login is for; null while the token leaves it open between several. */
  readonly app: string | null;
  /** When the password was entered; null if the token does not say. */
  readonly passwordAt: Instant | null;
  /** When the token was made, where the issuer lets that stand for the password at a first enrolment that is required. */
  readonly firstEnrollmentAt: Instant | null;
  readonly passwordChangedAt: Instant | null;
  readonly roles: readonly string[];
  /** Where a policy asks for roles; an access token brings those of the token it was made from. */
  readonly namedRoles: RolesOfCaller;
  readonly isAdmin: boolean;
  readonly isOperator: boolean;
  readonly email: string | null;
  /** The token says that the address is verified. */
  readonly emailVerified: boolean;
  /** As colleagues know the user: an access token has it for those who act on others. */
  readonly username: string | null;
  /** Whose passkeys the issuer's users have; null: they have none. */
  readonly party: RelyingParty | null;
  /** Only an access token has it. */
  readonly secondFactor: SecondFactor | null;
}

/** How the second step was done; null where none was needed. */
export type ProvenMethod = LoginMethod;

export interface Login {
  readonly caller: Caller;
  readonly app: string;
  /** Null where no second step was needed. */
  readonly proof: {
    readonly method: ProvenMethod;
    readonly factorId: string;
    /** Of a passkey: whether the authenticator also checked who holds it. */
    readonly userVerified?: boolean | undefined;
    /** Of a code by phone: it was read out. */
    readonly channel?: "voice" | undefined;
  } | null;
  /** A device that is not asked for codes stood in for the second step. */
  readonly remembered?: boolean;
  readonly epoch: number;
  readonly now: Instant;
}

/** Tokens that a login ends with. */
export interface SignedTokens {
  readonly assertion: string;
  /** Null where the password alone was proven, and for apps whose logins bring none. */
  readonly accessToken: string | null;
  /** The earlier end of the two. */
  readonly expiresAt: Instant;
}

/** Signs with a key that is already at hand, so that nothing can fail between a code's redemption and its answer. */
export type SignTokens = (login: Login) => Promise<SignedTokens>;

export interface Tokens {
  /** Whom the bearer token speaks of, or why it is refused. Rejects if an issuer's keys cannot be fetched. */
  identify(bearer: string, now: Instant, accepts?: "any" | "first-factor"): Promise<Caller | RefusedToken>;
  /** Makes the current signing key ready. `vault`: of whoever asks, in case a key is missing. */
  signer(now: Instant, vault?: Vault): Promise<SignTokens>;
  /** Public keys: previous, current and next. */
  jwks(now: Instant, vault?: Vault): Promise<readonly Readonly<Record<string, string>>[]>;
}
