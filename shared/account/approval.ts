import { type Account, activeFactors } from "./account.ts";
import { dayMillis, type Instant } from "./instant.ts";

/** How long the second person has. */
export const approvalMillis = dayMillis;

/** Acts of one admin that may wait at once, in all and about one user: more would bury what the second person is to look at. */
export const mostWaiting = { inAll: 100, aboutOne: 10 } as const;

/** When there is room for one more beside those that wait until then; null: there is now. */
export function roomFrom(untils: readonly Instant[], most: number): Instant | null {
  const sorted = untils.toSorted((one, other) => one - other);
  return sorted[sorted.length - most] ?? null;
}

/** The state of a user that an act was asked for in: what came after it, nobody has approved. */
export interface AskedState {
  readonly epoch: number;
  readonly newestFactor: string | null;
}

export const askedState = (account: Account): AskedState => {
  const newest = activeFactors(account).toSorted((one, other) => (other.activeSince ?? 0) - (one.activeSince ?? 0))[0];
  return { epoch: account.epoch, newestFactor: newest?.id ?? null };
};

export const isStillAsked = (account: Account, asked: AskedState): boolean => {
  const { epoch, newestFactor } = askedState(account);
  return epoch === asked.epoch && newestFactor === asked.newestFactor;
};
