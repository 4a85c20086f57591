import { timingSafeEqual } from "node:crypto";
import type { Instant } from "./instant.ts";
import { withoutSeparators } from "../factors/typed-code.ts";

/** Crockford's base 32: no I, L, O, U. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const randomLength = 11;
export const backupCodeCount = 10;
export const digestBytes = 16;
export const backupCodeRandomBytes = backupCodeCount * randomLength;

/** Ten codes; each is kept as a salted scrypt digest of its keyed hash (NIST SP 800-63B-4 section 3.1.2.2). */
export interface BackupCodeSet {
  readonly generatedAt: Instant;
  readonly salt: Uint8Array;
  /** The digests one after the other, `digestBytes` each. */
  readonly digests: Uint8Array;
  /** Bit n: code n has been used. */
  readonly used: number;
}

/** Ten codes from `backupCodeRandomBytes` random bytes. The first character is the code's index, 55 random bits follow. */
export const backupCodesFrom = (random: Uint8Array): readonly string[] =>
  Array.from({ length: backupCodeCount }, (_, index) => {
    const bytes = random.subarray(index * randomLength, (index + 1) * randomLength);
    const code = [index, ...bytes].map((byte) => alphabet.charAt(byte & 31)).join("");
    return code.replace(/(.{4})(?=.)/g, "$1-");
  });

/** A typed code in its plain form, or null if it has not the shape of a backup code. */
export function normalizeBackupCode(typed: string): string | null {
  const plain = withoutSeparators(typed).toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
  return plain.length === randomLength + 1 && [...plain].every((char) => alphabet.includes(char)) ? plain : null;
}

export const backupCodeIndex = (plain: string): number => alphabet.indexOf(plain.charAt(0));

export const remainingBackupCodes = (set: BackupCodeSet | null): number =>
  set === null ? 0 : Array.from({ length: backupCodeCount }, (_, index) => index).filter((i) => !isUsed(set, i)).length;

export const isUsed = (set: BackupCodeSet, index: number): boolean => (set.used & (1 << index)) !== 0;

export const markUsed = (set: BackupCodeSet, index: number): BackupCodeSet => ({
  ...set,
  used: set.used | (1 << index),
});

/** Whether a digest is that of code `index` of this very set. */
export function digestMatches(set: BackupCodeSet, index: number, digest: Uint8Array): boolean {
  const expected = set.digests.subarray(index * digestBytes, (index + 1) * digestBytes);
  return expected.length === digestBytes && digest.length === digestBytes && timingSafeEqual(expected, digest);
}
