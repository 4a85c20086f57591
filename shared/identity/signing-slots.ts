import type { Instant } from "../account/instant.ts";

/** Time is cut into slots; each has its own key, which is published one slot before it signs and one after. */
const slotLength = 30 * 86_400_000;

export const slotAt = (now: Instant): number => Math.floor(now / slotLength);
export const slotEnd = (slot: number): Instant => (slot + 1) * slotLength;

/**
 * The same in every process, so that all of them make, find and publish the same key. A slot whose key was withdrawn
 * gets another revision: a kid never stands for two keys.
 */
export const kidOf = (slot: number, revision = 0): string =>
  revision === 0 ? `s${slot.toString(36)}` : `s${slot.toString(36)}-${revision}`;

/** What the table says of a key. */
export interface KeyState {
  readonly kid: string;
  readonly withdrawn: boolean;
}

export const statesOf = ({
  keys,
  withdrawn,
}: {
  readonly keys: readonly { readonly kid: string }[];
  readonly withdrawn: readonly string[];
}): readonly KeyState[] => [
  ...keys.map(({ kid }) => ({ kid, withdrawn: false })),
  ...withdrawn.map((kid) => ({ kid, withdrawn: true })),
];

interface Revision extends KeyState {
  readonly slot: number;
  readonly revision: number;
}

const kidPattern = /^s([0-9a-z]{1,8})(?:-([1-9]\d{0,5}))?$/;

function revisionOf(key: KeyState): Revision | null {
  const [, slot, revision = "0"] = kidPattern.exec(key.kid) ?? [];
  return slot === undefined ? null : { ...key, slot: Number.parseInt(slot, 36), revision: Number(revision) };
}

const newestOf = (slot: number, keys: readonly KeyState[]): Revision | undefined =>
  keys
    .map(revisionOf)
    .filter((key) => key?.slot === slot)
    .reduce<Revision | undefined>(
      (newest, key) => (key && key.revision > (newest?.revision ?? -1) ? key : newest),
      undefined,
    );

/** The key that signs in a slot: its newest revision. Null: it has none, or that one was withdrawn. */
export function signingKid(slot: number, keys: readonly KeyState[]): string | null {
  const newest = newestOf(slot, keys);
  return newest === undefined || newest.withdrawn ? null : newest.kid;
}

/** The kid of a slot's next key: never one that was there before. */
export function nextKid(slot: number, keys: readonly KeyState[]): string {
  const newest = newestOf(slot, keys);
  return newest === undefined ? kidOf(slot) : kidOf(slot, newest.revision + 1);
}

/** Those of the previous slot, the current and the next that were not withdrawn. */
export function publishedKids(now: Instant, keys: readonly KeyState[]): readonly string[] {
  const current = slotAt(now);
  return [current - 1, current, current + 1].flatMap((slot) =>
    keys.filter((key) => !key.withdrawn && revisionOf(key)?.slot === slot).map(({ kid }) => kid),
  );
}

/** Slots whose keys have to exist: the current one, and the next, so that clients know its key in time. */
export const neededSlots = (now: Instant): readonly number[] => [slotAt(now), slotAt(now) + 1];

/** The keys that have to exist now but do not. */
export const missingKids = (now: Instant, keys: readonly KeyState[]): readonly string[] =>
  neededSlots(now).flatMap((slot) => (signingKid(slot, keys) === null ? [nextKid(slot, keys)] : []));

/** Keys that nothing signs with from here on, now or in the next slot. A kid that is none of ours counts for nothing anywhere. */
export function supersededKids(now: Instant, keys: readonly KeyState[]): readonly string[] {
  const signing = new Set(neededSlots(now).map((slot) => signingKid(slot, keys)));
  return keys
    .filter((key) => !key.withdrawn && revisionOf(key) !== null && !signing.has(key.kid))
    .map(({ kid }) => kid);
}

/** A whole slot after the last publication. Throws if the kid is none of ours. */
export function keyExpiry(kid: string): Instant {
  const found = revisionOf({ kid, withdrawn: false });
  if (found === null) throw new Error("Not the kid of a signing key");
  return slotEnd(found.slot + 2);
}
