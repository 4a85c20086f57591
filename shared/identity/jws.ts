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
