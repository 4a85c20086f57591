import {
  errors,
  type JWTHeaderParameters,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
  type JWTVerifyOptions,
} from "jose";
import type { Instant } from "../account/instant.ts";

const leewaySeconds = 30;

/** The keys that a token must be checked with could not be had: nothing is known about the token. */
export class KeysUnavailable extends Error {
  override readonly name = "KeysUnavailable";
}

export interface JwtRules {
  readonly issuer: readonly string[];
  /** Null: the caller looks at the audience. */
  readonly audience: readonly string[] | null;
  readonly algorithms: readonly string[];
  /** Exactly this kind of token (RFC 8725 section 3.11). */
  readonly typ?: string;
  /** Signed by this service's own clock: such a token ends when it says. */
  readonly isOwn?: true;
}

export interface VerifiedJwt {
  readonly header: JWTHeaderParameters;
  readonly claims: JWTPayload;
}

/** Throws `KeysUnavailable`. */
export async function verifyJwt(
  token: string,
  keys: JWTVerifyGetKey,
  rules: JwtRules,
  now: Instant,
): Promise<VerifiedJwt | RefusedToken> {
  const options: JWTVerifyOptions = {
    issuer: [...rules.issuer],
    algorithms: [...rules.algorithms],
    requiredClaims: ["exp"],
    clockTolerance: rules.isOwn ? 0 : leewaySeconds,
    currentDate: new Date(now),
    ...(rules.audience === null ? {} : { audience: [...rules.audience] }),
    ...(rules.typ === undefined ? {} : { typ: rules.typ }),
  };
  try {
    const { payload: claims, protectedHeader: header } = await verifyWithAnyKey(token, keys, options);
    return isInFuture(claims.iat, now) ? refuseToken("not_yet_valid") : { header, claims };
  } catch (error) {
    // jose speaks of a bad token by several kinds of errors; our own says that the token was not even looked at.
    if (error instanceof KeysUnavailable) throw error;
    return refuseToken(faultOf(error));
  }
}

const faultOfClaim: Readonly<Record<string, TokenFault>> = {
  aud: "audience",
  exp: "lifetime",
  nbf: "not_yet_valid",
  typ: "kind",
};

function faultOf(error: unknown): TokenFault {
  if (error instanceof errors.JWTExpired) return "expired";
  if (error instanceof errors.JWTClaimValidationFailed) return faultOfClaim[error.claim] ?? "claims";
  if (error instanceof errors.JOSEAlgNotAllowed) return "algorithm";
  if (error instanceof errors.JWKSNoMatchingKey) return "kid_unknown";
  if (error instanceof errors.JWKSMultipleMatchingKeys || error instanceof errors.JWSSignatureVerificationFailed)
    return "signature";
  return "malformed";
}

/** `undefined` counts as past. */
export const isInFuture = (secondsSinceEpoch: number | undefined, now: Instant): boolean =>
  secondsSinceEpoch !== undefined && secondsSinceEpoch * 1000 > now + leewaySeconds * 1000;

/** A token that names no key may have been signed by any key of the set. */
async function verifyWithAnyKey(token: string, keys: JWTVerifyGetKey, options: JWTVerifyOptions) {
  try {
    return await jwtVerify(token, keys, options);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      try {
        return await jwtVerify(token, key, options);
      } catch (failure) {
        if (!(failure instanceof errors.JWSSignatureVerificationFailed)) throw failure;
      }
    }
    throw error;
  }
}

/** Why a bearer token was refused: closed, for the log and `explain-token`, which has a sentence for each. The answer never says it. */
export type TokenFault =
  | "malformed"
  | "issuer_unknown"
  | "kind"
  | "algorithm"
  | "kid_unknown"
  | "signature"
  | "audience"
  | "expired"
  | "not_yet_valid"
  | "lifetime"
  | "subject"
  | "tenant_claim_missing"
  | "tenant_not_allowed"
  | "claims"
  | "first_factor_needed"
  | "settings_changed";

export class RefusedToken {
  readonly fault: TokenFault;
  constructor(fault: TokenFault) {
    this.fault = fault;
  }
}

export const refuseToken = (fault: TokenFault): RefusedToken => new RefusedToken(fault);
export const isRefused = (value: object): value is RefusedToken => value instanceof RefusedToken;
