import { timingSafeEqual } from "node:crypto";
import type { Newer } from "./factor.ts";
import type { Instant } from "./instant.ts";

export const backupCodeCount = 10;
export const digestBytes = 16;

/** Ten codes; each is kept as a salted scrypt digest of its keyed hash (NIST SP 800-63B-4 section 3.1.2.2). */
export interface BackupCodeSet {
  readonly generatedAt: Instant;
  readonly salt: Uint8Array;
  /** The digests one after the other, `digestBytes` each. */
  readonly digests: Uint8Array;
  /** Bit n: code n has been used. */
  readonly used: number;
  readonly newer?: Newer;
}

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

/** Names a set of codes, as a factor's id names a factor. */
export const backupCodesId = (set: BackupCodeSet | null): string | null => set && `bc_${set.generatedAt}`;
