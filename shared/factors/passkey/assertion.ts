import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import * as z from "zod/mini";
import type { PasskeyFault } from "../../account/decision.ts";
import type { RelyingParty } from "../../settings/webauthn.ts";

/** COSE algorithms in the order in which they are asked for: ES256, EdDSA, RS256. */
export const algorithms = [-7, -8, -257] as const;
export type Algorithm = (typeof algorithms)[number];

/** WebAuthn Level 3 section 5.8.1. */
const clientData = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.optional(z.boolean()),
  topOrigin: z.optional(z.string()),
});
export interface ClientData extends Omit<z.output<typeof clientData>, "challenge"> {
  readonly challenge: Uint8Array;
}

/** Parsed, never compared with a template: browsers add members. Null: it cannot be read. */
export function readClientData(bytes: Uint8Array): ClientData | null {
  try {
    const { challenge, ...told } = clientData.parse(
      JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)),
    );
    const read = bytesOf(challenge);
    return read && { ...told, challenge: read };
  } catch {
    return null;
  }
}

/** Base64url without padding; null for any other text. */
export function bytesOf(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? new Uint8Array(bytes) : null;
}

/** Section 7.2, steps 10 to 14. A frame is refused where the relying party names no page that may hold one. */
export function clientDataFault(
  { type, origin, crossOrigin = false, topOrigin }: ClientData,
  ceremony: "webauthn.create" | "webauthn.get",
  { origins, topOrigins }: RelyingParty,
): PasskeyFault | null {
  if (type !== ceremony) return "malformed";
  if (!origins.includes(origin)) return "origin";
  const isFramed = crossOrigin || topOrigin !== undefined;
  const isKnownFrame = topOrigins.length > 0 && (topOrigin === undefined || topOrigins.includes(topOrigin));
  return isFramed && !isKnownFrame ? "cross_origin" : null;
}

/** Section 6.1: what every ceremony tells of the authenticator. */
export interface AuthenticatorData {
  readonly rpIdHash: Uint8Array;
  readonly userPresent: boolean;
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly signCount: number;
}

export const authenticatorDataLength = 37;

/** Null: it is too short. */
export function readAuthenticatorData(bytes: Uint8Array): AuthenticatorData | null {
  if (bytes.length < authenticatorDataLength) return null;
  const has = (flag: number): boolean => ((bytes[32] ?? 0) & flag) !== 0;
  return {
    rpIdHash: bytes.subarray(0, 32),
    userPresent: has(1),
    userVerified: has(4),
    backupEligible: has(8),
    backedUp: has(16),
    signCount: new DataView(bytes.buffer, bytes.byteOffset).getUint32(33),
  };
}

export const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();

/** Section 7.2, steps 15 to 19: a copy that the authenticator says it cannot make is "synced" like a changed flag. */
export function authenticatorFault(
  { rpIdHash, userPresent, userVerified, backupEligible, backedUp }: AuthenticatorData,
  { rpId }: RelyingParty,
  requiresUserVerification: boolean,
): PasskeyFault | null {
  if (!sha256(rpId).equals(rpIdHash)) return "rp_id";
  if (!userPresent) return "user_presence";
  if (requiresUserVerification && !userVerified) return "user_verification";
  return backedUp && !backupEligible ? "synced" : null;
}

/** A public key as it is kept: x ‖ y, the 32 bytes of Ed25519, or e ‖ n with three bytes of e. Throws for one that is none. */
export function publicKeyOf(algorithm: Algorithm, raw: Uint8Array): KeyObject {
  const part = (from: number, to?: number): string => Buffer.from(raw.subarray(from, to)).toString("base64url");
  const jwk = {
    [-7]: () => ({ kty: "EC", crv: "P-256", x: part(0, 32), y: part(32) }),
    [-8]: () => ({ kty: "OKP", crv: "Ed25519", x: part(0) }),
    [-257]: () => ({ kty: "RSA", e: part(0, 3), n: part(3) }),
  }[algorithm]();
  return createPublicKey({ key: jwk, format: "jwk" });
}

/** Section 7.2, steps 20 and 21. */
export const isSignedBy = (
  { algorithm, key }: { readonly algorithm: Algorithm; readonly key: Uint8Array },
  { authenticatorData, clientDataJSON, signature }: Readonly<Record<AssertionPart, Uint8Array>>,
): boolean => {
  const signed = Buffer.concat([authenticatorData, sha256(clientDataJSON)]);
  return verify(algorithm === -8 ? null : "sha256", signed, publicKeyOf(algorithm, key), signature);
};
type AssertionPart = "authenticatorData" | "clientDataJSON" | "signature";
