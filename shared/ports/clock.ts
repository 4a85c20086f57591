import type { Instant } from "../account/instant.ts";

export interface Clock {
  now(): Instant;
}

export interface Random {
  bytes(count: number): Uint8Array;
  /** An unbiased integer from 0 to `below` - 1. */
  below(below: number): number;
}
