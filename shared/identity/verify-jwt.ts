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
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly algorithms: readonly string[];
  /** Exactly this kind of token (RFC 8725 section 3.11). */
  readonly typ?: string;
}

export interface VerifiedJwt {
  readonly header: JWTHeaderParameters;
  readonly claims: JWTPayload;
}

/** Null: the token is not what the rules ask for. Throws `KeysUnavailable`. */
export async function verifyJwt(
  token: string,
  keys: JWTVerifyGetKey,
  rules: JwtRules,
  now: Instant,
): Promise<VerifiedJwt | null> {
  const options: JWTVerifyOptions = {
    issuer: rules.issuer,
    audience: [...rules.audience],
    algorithms: [...rules.algorithms],
    requiredClaims: ["sub", "exp"],
    clockTolerance: leewaySeconds,
    currentDate: new Date(now),
    ...(rules.typ === undefined ? {} : { typ: rules.typ }),
  };
  try {
    const { payload: claims, protectedHeader: header } = await verifyWithAnyKey(token, keys, options);
    return isInFuture(claims.iat, now) ? null : { header, claims };
  } catch (error) {
    // jose speaks of a bad token by several kinds of errors; our own says that the token was not even looked at.
    if (error instanceof KeysUnavailable) throw error;
    return null;
  }
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
