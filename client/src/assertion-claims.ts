/** Why an assertion was refused: a closed list to switch on. */
export type Refusal =
  /** No JWT, or without the claims that every assertion has. */
  | "malformed"
  /** A JWT of another kind, such as a first-factor token. */
  | "wrong_type"
  /** Not signed with ES256: nothing else is accepted, least of all `none` or an HMAC made with the public key. */
  | "wrong_algorithm"
  /** No key of the service has this `kid`. */
  | "unknown_key"
  | "bad_signature"
  | "wrong_issuer"
  /** Made for another client app. */
  | "wrong_audience"
  | "expired"
  | "not_yet_valid"
  /** Of another user than the one who is signing in, or of the same one in another organisation or at another issuer. */
  | "wrong_subject"
  /** The password alone, or with a remembered device where `acceptRemembered` is not set. */
  | "second_factor_missing"
  /** A second factor whose code a false page could have asked for. */
  | "phishing_resistance_missing"
  /** The password was entered longer ago than `maxAge`, or nobody knows when. */
  | "password_too_old"
  | "replayed"
  /** The service's keys cannot be fetched: nothing is known of the assertion. Answer 503. */
  | "keys_unavailable";

/** Thrown, not returned: who forgets to look must not let anybody in. Of the assertion it holds at most the names that differ from the expected ones: issuer, audience, organisation or idp. */
export class AssertionRefused extends Error {
  override readonly name = "AssertionRefused";
  readonly reason: Refusal;

  constructor(reason: Refusal, options?: ErrorOptions & { readonly detail?: string }) {
    const { detail, ...others } = options ?? {};
    super(`The assertion was refused: ${reason}${detail === undefined ? "" : ` (${detail})`}`, others);
    this.reason = reason;
  }
}

/** Claims of an assertion. A user is `tenant`, `idp` and `sub` together. */
export interface Assertion {
  readonly sub: string;
  readonly tenant: string;
  /** The id of the issuer that checked the password. */
  readonly idp: string;
  readonly jti: string;
  readonly aud: string;
  /** As the first-factor token said; empty unless the issuer's entry says `assertionRoles`. */
  readonly roles: readonly string[];
  readonly amr: readonly string[];
  readonly acr: string;
  /** How the second step was done: `totp`, `sms`, `backup_code`, or a way that a newer service knows; null if it was not. */
  readonly factor: string | null;
  /** Null with a backup code, and where no second step was done. */
  readonly factorId: string | null;
  /** Whether the second step was one that no false page can use: a passkey or a security key. */
  readonly phishingResistant: boolean;
  /** Whether the passkey's authenticator also checked who holds it, by PIN or fingerprint; null if it was no passkey. */
  readonly userVerified: boolean | null;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  /** When the password was entered; null if the first login did not say. */
  readonly passwordAt: Date | null;
}

const twoFactors = "urn:countersign:2fa";

/** The password, at a device that is not asked for codes: less than two factors, and not to be taken for them. */
export const isRemembered = ({ acr }: Assertion): boolean => acr === "urn:countersign:remembered";

/** An `acr` alone would do; a service that said one without the other must not be believed. `factor` only tells how. */
export const hasSecondFactor = ({ acr, amr }: Assertion): boolean => acr === twoFactors && amr.includes("mfa");

/** The claims of a JWT whose signature is right. Throws `AssertionRefused` unless each is what it should be. */
export function assertionOf(claims: Readonly<Record<string, unknown>>): Assertion {
  return {
    sub: text(claims["sub"]),
    tenant: text(claims["tenant"]),
    idp: text(claims["idp"]),
    jti: text(claims["jti"]),
    aud: text(claims["aud"]),
    roles: claims["roles"] === undefined ? [] : texts(claims["roles"]),
    amr: texts(claims["amr"]),
    acr: text(claims["acr"]),
    factor: textOrNull(claims["factor"]),
    factorId: textOrNull(claims["factorId"]),
    phishingResistant: booleanOrNull(claims["phr"]) ?? false,
    userVerified: booleanOrNull(claims["uv"]),
    issuedAt: time(claims["iat"]),
    expiresAt: time(claims["exp"]),
    passwordAt: claims["auth_time"] === undefined ? null : time(claims["auth_time"]),
  };
}

const text = (value: unknown): string => (typeof value === "string" && value !== "" ? value : refuse());

const textOrNull = (value: unknown): string | null => (value === undefined ? null : text(value));

const booleanOrNull = (value: unknown): boolean | null =>
  value === undefined ? null : typeof value === "boolean" ? value : refuse();

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string") ? value : refuse();

/** RFC 7519 section 2: seconds since the epoch. */
const time = (value: unknown): Date =>
  typeof value === "number" && value >= 0 && value <= 8.64e12 ? new Date(value * 1000) : refuse();

const refuse = (): never => {
  throw new AssertionRefused("malformed");
};
