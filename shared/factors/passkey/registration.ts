import { decodeCBOR, decodePartialCBOR, encodeCBOR } from "@levischuck/tiny-cbor";
import {
  type Algorithm,
  algorithms,
  type AuthenticatorData,
  authenticatorDataLength,
  publicKeyOf,
  readAuthenticatorData,
} from "./assertion.ts";

/** A credential as an authenticator made it. */
export interface NewCredential {
  readonly id: Uint8Array;
  readonly algorithm: Algorithm;
  /** In the form of `publicKeyOf`. */
  readonly key: Uint8Array;
  readonly aaguid: Uint8Array;
}

export type Attested =
  | { readonly ok: true; readonly authenticator: AuthenticatorData; readonly credential: NewCredential }
  | { readonly ok: false; readonly fault: "malformed" | "algorithm" };

/** WebAuthn Level 3 section 5.1.3. */
const longestId = 1023;
const attestedFlag = 64;
const extensionsFlag = 128;
const aaguidLength = 16;

const malformed = { ok: false, fault: "malformed" } as const;

/**
 * Reads an attestation object (section 6.5). The statement is not looked at: attestation `none` was asked for, and no
 * authenticator is trusted for its make.
 */
export function readAttestation(bytes: Uint8Array): Attested {
  try {
    const [object, length] = decodePartialCBOR(bytes, 0);
    const data = object instanceof Map ? object.get("authData") : undefined;
    return length === bytes.length && data instanceof Uint8Array ? readAttestedData(data) : malformed;
  } catch {
    return malformed;
  }
}

/** Section 6.5.1: after the authenticator data come AAGUID, length and bytes of the id, the COSE key, and extensions if there are any. */
function readAttestedData(data: Uint8Array): Attested {
  const authenticator = readAuthenticatorData(data);
  const flags = data[32] ?? 0;
  const idStart = authenticatorDataLength + aaguidLength + 2;
  if (authenticator === null || (flags & attestedFlag) === 0 || data.length < idStart) return malformed;
  const idEnd = idStart + new DataView(data.buffer, data.byteOffset).getUint16(idStart - 2);
  const id = data.slice(idStart, idEnd);
  if (id.length === 0 || id.length > longestId || data.length <= idEnd) return malformed;
  const [cose, keyLength] = decodePartialCBOR(data.slice(idEnd), 0);
  const rest = data.slice(idEnd + keyLength);
  const extensionsLength = (flags & extensionsFlag) === 0 ? 0 : decodePartialCBOR(rest, 0)[1];
  if (rest.length !== extensionsLength || !(cose instanceof Map)) return malformed;
  const key = readKey(cose);
  if (key === null) return { ok: false, fault: "algorithm" };
  const aaguid = data.slice(authenticatorDataLength, authenticatorDataLength + aaguidLength);
  return { ok: true, authenticator, credential: { id, aaguid, ...key } };
}

/** Labels of a COSE key (RFC 9052 section 7.1, RFC 9053 section 7, RFC 8230 section 4): -1 curve or n, -2 x or e, -3 y. */
const shapes: { readonly [A in Algorithm]: Shape } = {
  [-7]: { kty: 2, curve: 1, parts: [-2, -3], fits: ([x, y]) => x === 32 && y === 32 },
  [-8]: { kty: 1, curve: 6, parts: [-2], fits: ([x]) => x === 32 },
  [-257]: { kty: 3, curve: null, parts: [-2, -1], fits: ([e, n = 0]) => e === 3 && n >= 256 && n <= 512 },
};
interface Shape {
  readonly kty: number;
  readonly curve: number | null;
  readonly parts: readonly number[];
  readonly fits: (lengths: readonly number[]) => boolean;
}

/** Null: a key of another algorithm, or no whole key. */
function readKey(cose: ReadonlyMap<unknown, unknown>): Pick<NewCredential, "algorithm" | "key"> | null {
  const algorithm = algorithms.find((one) => one === cose.get(3));
  if (algorithm === undefined) return null;
  const { kty, curve, parts, fits } = shapes[algorithm];
  const bytes = parts.map((label) => cose.get(label)).filter((part) => part instanceof Uint8Array);
  if (cose.get(1) !== kty || (curve !== null && cose.get(-1) !== curve) || !fits(bytes.map(({ length }) => length)))
    return null;
  const key = Buffer.concat(bytes);
  return isWhole(algorithm, key) ? { algorithm, key } : null;
}

/** A point that is not on the curve is no key. */
function isWhole(algorithm: Algorithm, key: Uint8Array): boolean {
  try {
    publicKeyOf(algorithm, key);
    return true;
  } catch {
    return false;
  }
}

/** A COSE key of another system; null: of another algorithm, or no whole key. */
export function readCoseKey(bytes: Uint8Array): Pick<NewCredential, "algorithm" | "key"> | null {
  try {
    const cose = decodeCBOR(bytes);
    return cose instanceof Map ? readKey(cose) : null;
  } catch {
    return null;
  }
}

/** The same key as another system reads it. */
export function coseKeyOf({ algorithm, key }: Pick<NewCredential, "algorithm" | "key">): Uint8Array {
  const { kty, curve, parts } = shapes[algorithm];
  const [first = 0, second] = parts;
  const cut = algorithm === -257 ? 3 : 32;
  return encodeCBOR(
    new Map<number, number | Uint8Array>([
      [1, kty],
      [3, algorithm],
      ...(curve === null ? [] : [[-1, curve] as const]),
      [first, new Uint8Array(key.slice(0, cut))],
      ...(second === undefined ? [] : [[second, new Uint8Array(key.slice(cut))] as const]),
    ]),
  );
}
