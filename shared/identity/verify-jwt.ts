import type { Instant } from "../account/instant.ts";
import { constants, KeyObject, sign, type SignKeyObjectInput, verify, type webcrypto } from "node:crypto";

/** A JSON Web Signature in its compact form (RFC 7515), by `node:crypto` and without waiting. `test/identity/beside-jose.test.ts` holds it to jose. */
export interface Jws {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signed: string;
  readonly signature: Buffer;
}

const compact = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The parts of a token that nothing has proven yet; null if it is none. */
export function readJws(token: string): Jws | null {
  const [, head, body, tail] = compact.exec(token) ?? [];
  const [header, claims, signature] = [objectIn(head), objectIn(body), decoded(tail)];
  if (header === null || claims === null || signature === null) return null;
  return { header, claims, signed: `${head}.${body}`, signature };
}

/** One spelling of each: base64url without padding and spare bits (RFC 7515 section 2). */
function decoded(part: string | undefined): Buffer | null {
  if (part === undefined) return null;
  const bytes = Buffer.from(part, "base64url");
  return bytes.toString("base64url") === part ? bytes : null;
}

function objectIn(part: string | undefined): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(utf8.decode(decoded(part) ?? undefined));
    return typeof value === "object" && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>> | null)
      : null;
  } catch {
    return null;
  }
}

interface Algorithm {
  readonly hash: string | null;
  readonly type: "rsa" | "ec" | "ed25519";
  readonly curve?: string;
  readonly how: Omit<SignKeyObjectInput, "key">;
}

const rsa = (hash: string): Algorithm => ({ hash, type: "rsa", how: { padding: constants.RSA_PKCS1_PADDING } });
const pss = (hash: string): Algorithm => ({
  hash,
  type: "rsa",
  how: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
});
const ec = (hash: string, curve: string): Algorithm => ({
  hash,
  type: "ec",
  curve,
  how: { dsaEncoding: "ieee-p1363" },
});
const es256 = ec("sha256", "prime256v1");
const edwards: Algorithm = { hash: null, type: "ed25519", how: {} };

/** RFC 7518 section 3.1, RFC 8037 section 3.1, RFC 9864: signatures with a key pair, and nothing else. */
const algorithms: ReadonlyMap<string, Algorithm> = new Map([
  ["RS256", rsa("sha256")],
  ["RS384", rsa("sha384")],
  ["RS512", rsa("sha512")],
  ["PS256", pss("sha256")],
  ["PS384", pss("sha384")],
  ["PS512", pss("sha512")],
  ["ES256", es256],
  ["ES384", ec("sha384", "secp384r1")],
  ["ES512", ec("sha512", "secp521r1")],
  ["EdDSA", edwards],
  ["Ed25519", edwards],
]);

/** RFC 7518 section 3.3. */
const leastModulus = 2048;

/** A public key of the kind that the algorithm takes, and no weaker one. */
export function fitsAlgorithm(alg: string, key: KeyObject): boolean {
  const { type, curve } = algorithms.get(alg) ?? {};
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.type !== "public" || key.asymmetricKeyType !== type) return false;
  return type === "rsa" ? modulusLength >= leastModulus : namedCurve === curve;
}

export function isSignedBy(key: KeyObject, alg: string, { signed, signature }: Jws): boolean {
  const algorithm = algorithms.get(alg);
  if (algorithm === undefined) return false;
  return verify(algorithm.hash, Buffer.from(signed), { key, ...algorithm.how }, signature);
}

/** As jose's key sets give them, and our own. */
export type PublicKey = KeyObject | webcrypto.CryptoKey;

const objects = new WeakMap<webcrypto.CryptoKey, KeyObject>();
export function keyObject(key: PublicKey): KeyObject {
  if (key instanceof KeyObject) return key;
  const known = objects.get(key) ?? KeyObject.from(key);
  objects.set(key, known);
  return known;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token signed with ES256. */
export function signJws(key: KeyObject, header: object, claims: object): string {
  const signed = `${part({ alg: "ES256", ...header })}.${part(claims)}`;
  return `${signed}.${sign(es256.hash, Buffer.from(signed), { key, ...es256.how }).toString("base64url")}`;
}

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
