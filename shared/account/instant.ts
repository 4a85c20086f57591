/** Milliseconds since the epoch. */
export type Instant = number;

/** Seconds as the milliseconds of an `Instant`. */
export const seconds = (count: number): number => count * 1000;

export const hourMillis = seconds(3600);
export const dayMillis = 24 * hourMillis;

/** ISO 8601, UTC. */
export const isoTime = (instant: Instant): string => new Date(instant).toISOString();

/** Seconds: the time step of RFC 6238 that every authenticator app supports. */
export const totpPeriod = 30;
export const totpStepAt = (now: Instant): number => Math.floor(now / seconds(totpPeriod));

/** End of the window of that length that holds `now`; hours and days are those of UTC. */
export const endOf = (length: number, now: Instant): Instant => now - (now % length) + length;
