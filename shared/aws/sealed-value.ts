import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto";
import type { Sealed } from "../account/factor.ts";
import { SealBroken } from "../ports/vault.ts";

/**
 * AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D section 8.2.2).
 * 1 byte format, 2 bytes generation of the key, 12 nonce, ciphertext, 16 tag.
 */
const format = 1;
const headerLength = 3;
const nonceLength = 12;
const tagLength = 16;
const cipher = "aes-256-gcm";
const options = { authTagLength: tagLength } as const;

/** Additional data that the value is bound to, the header included. */
type Bound = (header: Uint8Array) => Uint8Array;

export function sealWith(key: KeyObject, generation: number, boundTo: Bound, plain: Uint8Array): Sealed {
  const header = Buffer.alloc(headerLength);
  header.writeUInt8(format);
  header.writeUInt16BE(generation, 1);
  const nonce = randomBytes(nonceLength);
  const sealing = createCipheriv(cipher, key, nonce, options).setAAD(boundTo(header));
  return new Uint8Array(Buffer.concat([header, nonce, sealing.update(plain), sealing.final(), sealing.getAuthTag()]));
}

/** The generation of the key that sealed it; throws `SealBroken` if it is no sealed value at all. */
export function generationOf(sealed: Sealed): number {
  const bytes = Buffer.from(sealed);
  if (bytes.length < headerLength + nonceLength + tagLength || bytes.readUInt8() !== format)
    throw new SealBroken("Not a sealed value");
  return bytes.readUInt16BE(1);
}

export function openWith(key: KeyObject, boundTo: Bound, sealed: Sealed): Uint8Array {
  const nonceEnd = headerLength + nonceLength;
  const opening = createDecipheriv(cipher, key, sealed.subarray(headerLength, nonceEnd), options)
    .setAAD(boundTo(sealed.subarray(0, headerLength)))
    .setAuthTag(sealed.subarray(-tagLength));
  const begun = opening.update(sealed.subarray(nonceEnd, -tagLength));
  try {
    return new Uint8Array(Buffer.concat([begun, opening.final()]));
  } catch {
    throw new SealBroken("The value was made for another context or changed");
  }
}

/**
 * Parts as one sequence of bytes that no other parts give: each is preceded by its length.
 * Broken Unicode is refused, because it would encode like another text.
 */
export const bind = (parts: readonly (string | Uint8Array)[]): Uint8Array =>
  Buffer.concat(
    parts.flatMap((part) => {
      const bytes = typeof part === "string" ? utf8(part) : part;
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );

function utf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new TypeError("A name is not well-formed Unicode");
  return Buffer.from(text, "utf8");
}
