import type { Instant } from "../domain/instant.ts";

/** Time is cut into slots; each has its own key, which is published one slot before it signs and one after. */
const slotLength = 30 * 86_400_000;

export const slotAt = (now: Instant): number => Math.floor(now / slotLength);
export const slotEnd = (slot: number): Instant => (slot + 1) * slotLength;

/** The same in every process, so that all of them make, find and publish the same key. */
export const kidOf = (slot: number): string => `s${slot.toString(36)}`;

export const publishedSlots = (now: Instant): readonly number[] => [slotAt(now) - 1, slotAt(now), slotAt(now) + 1];

/** Slots whose keys have to exist now but do not: the current one, and the next, so that clients know its key in time. */
export const missingSlots = (now: Instant, kids: readonly string[]): readonly number[] =>
  [slotAt(now), slotAt(now) + 1].filter((slot) => !kids.includes(kidOf(slot)));

/** A whole slot after the last publication. */
export const keyExpiry = (slot: number): Instant => slotEnd(slot + 2);
