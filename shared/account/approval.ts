import { type Account, activeFactors } from "./account.ts";
import { dayMillis } from "./instant.ts";

/** How long the second person has. */
export const approvalMillis = dayMillis;

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
