import { errors, type JSONWebKeySet, jwtVerify } from "jose";
import { type Assertion, assertionOf, hasSecondFactor } from "./assertion-claims.ts";
import { AssertionRefused, type Refusal } from "./assertion-refused.ts";
import { serviceKeys } from "./service-keys.ts";

/** Where an app keeps what it has seen, so that an assertion starts one session only: one table for all its processes. */
export interface Replay {
  /** Keeps the id until then in one atomic step. False: it was there already. */
  remember(jti: string, expiresAt: Date): Promise<boolean>;
}

export interface VerifyOptions {
  /** The service's own URL, exactly as its assertions name it. */
  readonly issuer: string;
  /** Your app, as its first-factor tokens name it. */
  readonly audience: string;
  /** Who is signing in: the `sub` of your first-factor token. Without it, compare `sub`, `tenant` and `idp` yourself. */
  readonly subject?: string;
  /** False lets those in who have no second factor and need none. */
  readonly requireSecondFactor?: boolean;
  /** Seconds since the password was entered, at most. */
  readonly maxAge?: number;
  readonly replay?: Replay;
  /** The keys themselves, or where they are if not at the issuer's `/.well-known/jwks.json`. */
  readonly jwks?: URL | JSONWebKeySet;
  readonly now?: Date;
}

const ownAudience = "countersign";
/** Seconds by which two clocks may differ, as in the service. */
const leeway = 30;

/** Checks an assertion without asking the service. Throws `AssertionRefused`, or whatever `replay` throws. */
export async function verifyAssertion(jwt: string, options: VerifyOptions): Promise<Assertion> {
  insistOn(options);
  const now = options.now ?? new Date();
  const assertion = assertionOf(await claimsOf(jwt, options, now));
  if (seconds(assertion.issuedAt) > seconds(now) + leeway) throw new AssertionRefused("not_yet_valid");
  if (options.requireSecondFactor !== false && !hasSecondFactor(assertion))
    throw new AssertionRefused("second_factor_missing");
  if (options.maxAge !== undefined && isOlder(assertion.passwordAt, options.maxAge, now))
    throw new AssertionRefused("password_too_old");
  // Last: what is refused for another reason must not use the id up.
  await remember(assertion, options.replay);
  return assertion;
}

/** A missing setting would mean no check at all, and the service's own audience is in every assertion of every app. */
function insistOn({ issuer, audience }: VerifyOptions): void {
  if (!URL.canParse(issuer)) throw new TypeError("issuer is the URL of the service");
  if (typeof audience !== "string" || audience === "" || audience === ownAudience)
    throw new TypeError("audience is the name of your app, as its first-factor tokens have it");
}

async function claimsOf(jwt: string, { issuer, audience, subject, jwks }: VerifyOptions, now: Date) {
  const keys = serviceKeys(jwks ?? new URL(`${issuer.replace(/\/$/, "")}/.well-known/jwks.json`));
  const rules = {
    issuer,
    audience,
    algorithms: ["ES256"],
    typ: "mfa-assertion+jwt",
    clockTolerance: leeway,
    currentDate: now,
    requiredClaims: ["exp", "iat", "jti", "sub"],
    ...(subject !== undefined && { subject }),
  };
  return jwtVerify(jwt, keys, rules).then(
    ({ payload }) => payload,
    (error: unknown) => {
      throw error instanceof AssertionRefused ? error : new AssertionRefused(reasonOf(error));
    },
  );
}

const byClaim: Readonly<Record<string, Refusal>> = {
  typ: "wrong_type",
  iss: "wrong_issuer",
  aud: "wrong_audience",
  sub: "wrong_subject",
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

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

const isOlder = (passwordAt: Date | null, maxAge: number, now: Date): boolean =>
  passwordAt === null || seconds(now) - seconds(passwordAt) > maxAge + leeway;

/** Kept for as long as the assertion would be accepted, the leeway included. */
async function remember({ jti, expiresAt }: Assertion, replay: Replay | undefined): Promise<void> {
  const until = new Date(expiresAt.getTime() + leeway * 1000);
  if (replay !== undefined && !(await replay.remember(jti, until))) throw new AssertionRefused("replayed");
}
