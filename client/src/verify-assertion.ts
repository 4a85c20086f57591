import { errors, type JSONWebKeySet, jwtVerify } from "jose";
import {
  type Assertion,
  assertionOf,
  AssertionRefused,
  hasSecondFactor,
  isRemembered,
  type Refusal,
} from "./assertion-claims.ts";
import { serviceKeys } from "./service-keys.ts";

/** Where an app keeps what it has seen, so that an assertion starts one session only: one table for all its processes. */
export interface Replay {
  /** Keeps the id until then in one atomic step. False: it was there already. */
  remember(jti: string, expiresAt: Date): Promise<boolean>;
}

/** The same subject in another organisation, or at another issuer, is another user (OWASP ASVS 5.0, 6.8.1). */
export interface User {
  readonly subject: string;
  readonly tenant: string;
  /** The id of the issuer's entry in the service's settings. */
  readonly idp: string;
}

export interface VerifyOptions {
  /** The service's own URL, exactly as its assertions name it. */
  readonly issuer: string;
  /** Your app, as its first-factor tokens name it. */
  readonly audience: string;
  /** The user whose password was just entered, as your own records have it: `tenant` is where your account lives, never what today's token says. */
  readonly user: User;
  /** False lets those in who have no second factor and need none. */
  readonly requireSecondFactor?: boolean;
  /** True lets in only those who used a passkey or a security key. */
  readonly requirePhishingResistant?: boolean;
  /** True lets those in who did the second step at this browser some days ago, if the organisation remembers devices. It is not AAL2. */
  readonly acceptRemembered?: boolean;
  /** Seconds since the password was entered, at most. */
  readonly maxAge?: number;
  /** Where used assertions are remembered; "none" only where one that is shown twice does no harm. */
  readonly replay: Replay | "none";
  /** The keys themselves, or where they are if not at the issuer's `/.well-known/jwks.json`. */
  readonly jwks?: URL | JSONWebKeySet;
  readonly now?: Date;
}

/** Seconds by which two clocks may differ, as in the service. */
const leeway = 30;

/**
 * Checks an assertion without asking the service. Throws `AssertionRefused`, or whatever `replay` throws.
 *
 * @example
 * const { factor } = await verifyAssertion(assertion, {
 *   issuer: "https://2fa.example.com",
 *   audience: "my-app",
 *   user: { subject: user.id, tenant: user.tenant, idp: "my-login" },
 *   replay: { remember: (jti, expiresAt) => insertOnce(jti, expiresAt) },
 * });
 */
export async function verifyAssertion(jwt: string, options: VerifyOptions): Promise<Assertion> {
  insistOn(options);
  const now = options.now ?? new Date();
  const assertion = assertionOf(await claimsOf(jwt, options, now));
  const different = differences(assertion, options.user);
  if (different !== "") throw new AssertionRefused("wrong_subject", { detail: different });
  if (seconds(assertion.issuedAt) > seconds(now) + leeway) throw new AssertionRefused("not_yet_valid");
  if (!isEnough(assertion, options)) throw new AssertionRefused("second_factor_missing");
  if (options.requirePhishingResistant === true && !assertion.phishingResistant)
    throw new AssertionRefused("phishing_resistance_missing");
  if (options.maxAge !== undefined && isOlder(assertion.passwordAt, options.maxAge, now))
    throw new AssertionRefused("password_too_old");
  // Last: what is refused for another reason must not use the id up.
  await remember(assertion, options.replay);
  return assertion;
}

/** A missing setting would mean no check at all. */
function insistOn({ issuer, audience, user, replay }: VerifyOptions): void {
  if (!URL.canParse(issuer)) throw new TypeError("issuer is the URL of the service");
  if (!isName(audience)) throw new TypeError("audience is the name of your app, as its first-factor tokens have it");
  if (![user?.subject, user?.tenant, user?.idp].every(isName))
    throw new TypeError("user is {subject, tenant, idp} of whom your records know by the password that was entered");
  if (replay !== "none" && typeof replay?.remember !== "function")
    throw new TypeError('replay remembers used assertions, or is the word "none"');
}

const isName = (value: unknown): boolean => typeof value === "string" && value !== "";

/** The claims that name somebody else; empty: they name this user. Errors are logged, so that the subject itself is not told. */
const differences = ({ sub, tenant, idp }: Assertion, user: User): string =>
  [
    ...(sub === user.subject ? [] : ["sub is another user's"]),
    ...(tenant === user.tenant ? [] : [`tenant: ${compared(user.tenant, tenant)}`]),
    ...(idp === user.idp ? [] : [`idp: ${compared(user.idp, idp)}`]),
  ].join("; ");

/** An app that asks for no second factor has not said that it knows what a remembered device is. */
const isEnough = (assertion: Assertion, { requireSecondFactor, acceptRemembered }: VerifyOptions): boolean =>
  isRemembered(assertion) ? acceptRemembered === true : requireSecondFactor === false || hasSecondFactor(assertion);

async function claimsOf(jwt: string, { issuer, audience, jwks }: VerifyOptions, now: Date) {
  const keys = serviceKeys(jwks ?? new URL(`${issuer.replace(/\/$/, "")}/.well-known/jwks.json`));
  const rules = {
    issuer,
    audience,
    algorithms: ["ES256"],
    typ: "mfa-assertion+jwt",
    clockTolerance: leeway,
    currentDate: now,
    requiredClaims: ["exp", "iat", "jti", "sub"],
  };
  return jwtVerify(jwt, keys, rules).then(
    ({ payload }) => payload,
    (error: unknown) => {
      if (error instanceof AssertionRefused) throw error;
      const reason = reasonOf(error);
      const names: Partial<Record<Refusal, string>> = { wrong_issuer: issuer, wrong_audience: audience };
      const expected = names[reason];
      throw new AssertionRefused(reason, expected === undefined ? {} : { detail: compared(expected, foundIn(error)) });
    },
  );
}

const byClaim: Readonly<Record<string, Refusal>> = {
  typ: "wrong_type",
  iss: "wrong_issuer",
  aud: "wrong_audience",
  nbf: "not_yet_valid",
};

function reasonOf(error: unknown): Refusal {
  if (error instanceof errors.JWTExpired) return "expired";
  if (error instanceof errors.JWTClaimValidationFailed && error.reason === "check_failed")
    return byClaim[error.claim] ?? "malformed";
  if (error instanceof errors.JOSEAlgNotAllowed) return "wrong_algorithm";
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return "unknown_key";
  if (error instanceof errors.JWSSignatureVerificationFailed) return "bad_signature";
  if (error instanceof errors.JWKSTimeout) return "keys_unavailable";
  return "malformed";
}

/** The signature was right, so that the names are the service's own: two spellings of one address are seen at once. */
const compared = (expected: string, found: unknown): string =>
  `expected "${expected}", found "${String(found).slice(0, 200)}"`;

const foundIn = (error: unknown): unknown =>
  error instanceof errors.JWTClaimValidationFailed ? error.payload[error.claim] : undefined;

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

const isOlder = (passwordAt: Date | null, maxAge: number, now: Date): boolean =>
  passwordAt === null || seconds(now) - seconds(passwordAt) > maxAge + leeway;

/** Kept for as long as the assertion would be accepted, the leeway included. */
async function remember({ jti, expiresAt }: Assertion, replay: VerifyOptions["replay"]): Promise<void> {
  const until = new Date(expiresAt.getTime() + leeway * 1000);
  if (replay !== "none" && !(await replay.remember(jti, until))) throw new AssertionRefused("replayed");
}
