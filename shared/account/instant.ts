/** Milliseconds since the epoch. */
export type Instant = number;

/** Seconds as the milliseconds of an `Instant`. */
export const seconds = (count: number): number => count * 1000;
