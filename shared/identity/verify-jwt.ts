import type { Instant } from "../account/instant.ts";
import { fitsAlgorithm, isSignedBy, type Jws, keyObject, type PublicKey, readJws } from "./jws.ts";

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

export type VerifiedJwt = Pick<Jws, "header" | "claims">;

/** The key that a header means. Throws `NoMatchingKey`, `SeveralKeys`, jose's errors of the same meaning, or `KeysUnavailable`. */
export type FindKey = (header: KeyHeader) => Promise<PublicKey>;
export interface KeyHeader {
  readonly [name: string]: unknown;
  readonly alg: string;
}

/** By the code of jose's own error. */
export class NoMatchingKey extends Error {
  readonly code = "ERR_JWKS_NO_MATCHING_KEY";
}

/** Throws `KeysUnavailable`. */
export async function verifyJwt(
  token: string,
  keys: FindKey,
  rules: JwtRules,
  now: Instant,
): Promise<VerifiedJwt | RefusedToken> {
  const jws = readJws(token);
  // RFC 7515 section 4.1.11: no extension is known here.
  if (jws === null || Object.hasOwn(jws.header, "crit")) return refuseToken("malformed");
  const { alg } = jws.header;
  if (typeof alg !== "string" || alg === "") return refuseToken("malformed");
  if (!rules.algorithms.includes(alg)) return refuseToken("algorithm");
  const fault =
    (await faultOfSignature(jws, { ...jws.header, alg }, keys)) ??
    (rules.typ !== undefined && !isOfType(jws.header["typ"], rules.typ)
      ? "kind"
      : faultOfClaims(jws.claims, rules, now));
  return fault === null ? { header: jws.header, claims: jws.claims } : refuseToken(fault);
}

/** A token that names no key may have been signed by any key of the set. */
async function faultOfSignature(jws: Jws, header: KeyHeader, keys: FindKey): Promise<TokenFault | null> {
  try {
    return faultWithKey(jws, header.alg, await keys(header));
  } catch (error) {
    // Errors of key sets speak of the token, but for our own, which says that it was not even looked at.
    if (error instanceof KeysUnavailable) throw error;
    if (codeOf(error) === "ERR_JWKS_NO_MATCHING_KEY") return "kid_unknown";
    if (!isSeveralKeys(error)) return "malformed";
    for await (const key of error) if (faultWithKey(jws, header.alg, key) === null) return null;
    return "signature";
  }
}

function faultWithKey(jws: Jws, alg: string, key: PublicKey): TokenFault | null {
  const own = keyObject(key);
  if (!fitsAlgorithm(alg, own)) return "malformed";
  return isSignedBy(own, alg, jws) ? null : "signature";
}

const codeOf = (error: unknown): unknown => Reflect.get(Object(error) as object, "code");
const isSeveralKeys = (error: unknown): error is AsyncIterable<PublicKey> =>
  codeOf(error) === "ERR_JWKS_MULTIPLE_MATCHING_KEYS";

/** RFC 7515 section 4.1.9: case and `application/` do not count. */
const isOfType = (typ: unknown, wanted: string): boolean =>
  typeof typ === "string" && mediaType(typ) === mediaType(wanted);
const mediaType = (typ: string): string => (typ.includes("/") ? typ : `application/${typ}`).toLowerCase();

/** RFC 7519 section 4.1. A claim that is there has to be of its kind, whether it is needed or not. */
function faultOfClaims(claims: Jws["claims"], { issuer, audience, isOwn }: JwtRules, now: Instant): TokenFault | null {
  const { iss, aud, exp, nbf = 0, iat = 0 } = claims;
  if (!issuer.some((spelling) => spelling === iss)) return "claims";
  if (audience !== null && !audience.some((app) => [aud].flat().includes(app))) return "audience";
  if (typeof exp !== "number") return "lifetime";
  if (typeof iat !== "number") return "claims";
  if (typeof nbf !== "number") return "not_yet_valid";
  const seconds = Math.floor(now / 1000);
  if (nbf > seconds + leewaySeconds) return "not_yet_valid";
  if (exp <= seconds - (isOwn ? 0 : leewaySeconds)) return "expired";
  return isInFuture(iat, now) ? "not_yet_valid" : null;
}

export const isInFuture = (secondsSinceEpoch: number, now: Instant): boolean =>
  secondsSinceEpoch * 1000 > now + leewaySeconds * 1000;

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
