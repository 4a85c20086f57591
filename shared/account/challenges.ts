import type { Instant } from "./instant.ts";

/** The kept half of an SMS code: the account says which challenge is live, this item says what its code hashes to. */
export interface Challenge {
  /** `chl_` and 128 random bits. */
  readonly id: string;
  readonly factorId: string;
  /** Keyed hash of the code, bound to tenant, user, factor and challenge. */
  readonly mac: Uint8Array;
  readonly sentAt: Instant;
  readonly resendAt: Instant;
  readonly expiresAt: Instant;
}
