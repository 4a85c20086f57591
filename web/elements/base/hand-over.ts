/** The contract's bounds for the life of an assertion. */
const shortest = 60_000;
const longest = 600_000;
/** The time that the host's server needs to look at it. */
const margin = 10_000;

/** When an assertion should be handed over at the latest. This device's clock may be wrong, the contract's bounds are not. */
export const handOverBy = (expiresAt: string, receivedAt: number): number =>
  receivedAt + Math.min(Math.max(Date.parse(expiresAt) - receivedAt, shortest), longest) - margin;

export const isStillGood = (
  { expiresAt, receivedAt }: { readonly expiresAt: string; readonly receivedAt: number },
  now: number,
): boolean => now < handOverBy(expiresAt, receivedAt);
