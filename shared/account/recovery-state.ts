import type { Instant } from "./instant.ts";

/** A user's request to set up afresh, once it is under way. Its mailed codes are made from its id: none is kept. */
export interface Recovery {
  /** 64 random bits in base64url: names the request in codes and links. */
  readonly id: string;
  /** When it was last asked for: while nothing waits, seven days of nothing end it. */
  readonly askedAt: Instant;
  /** Since when the first mailed code is good. */
  readonly codeAt: Instant;
  /** Wrong codes cost waits and never end the request. */
  readonly wrong: { readonly failures: number; readonly until: Instant };
  /** Absent: the first code is still to come. */
  readonly wait?: RecoveryWait;
}

export interface RecoveryWait {
  readonly delayHours: number;
  readonly since: Instant;
  /** The earliest time; later where a channel took its notice later. */
  readonly readyAt: Instant;
  /** The notices have been handed over, so that the delay runs. */
  readonly isTold: boolean;
  readonly needsApproval: boolean;
  readonly approvedAt: Instant | null;
}

/** Bounds that outlive a request: no cancellation makes room for the next one. */
export interface RecoveryTrace {
  /** Mailed codes since the instant. */
  readonly mails: { readonly since: Instant; readonly count: number };
  /** When a request last began to wait; 0: never. */
  readonly waitedAt: Instant;
  /** The request that the link of a notice ended last. */
  readonly endedByLink?: string;
}
