import { createPublicKey, type KeyObject } from "node:crypto";
import type { Instant } from "../account/instant.ts";
import type { SigningKeyRecord, SigningKeyStore } from "../ports/stores.ts";
import type { Vault } from "../ports/vault.ts";
import { newSigningKey, openSigningKey, provenPublicJwk, type PublicJwk } from "./signing-key.ts";
import { type FindKey, KeysUnavailable, NoMatchingKey } from "./verify-jwt.ts";

export interface SigningKeys {
  /** The key that signs now; with the vault `makes` it is made if need be. */
  current(now: Instant, makes: Vault): Promise<{ readonly kid: string; readonly key: KeyObject }>;
  published(now: Instant, makes: Vault): Promise<readonly PublicJwk[]>;
  /** Finds the public key of an access token. Makes no key and opens none. */
  verifying(now: Instant): FindKey;
}

/** Milliseconds; also how long a withdrawn key can still be used by a process that was running. */
const longestCached = 300_000;
const unknownKeyPause = 30_000;

const always = (): Instant => Number.POSITIVE_INFINITY;
const cachedUntil = (now: Instant): Instant => Math.min(now + longestCached, slotEnd(slotAt(now)));

export function signingKeys(vault: Vault, store: SigningKeyStore): SigningKeys {
  const rings = cached(loadRing, cachedUntil);

  async function loadRing(now: Instant) {
    const listed = await store.list().catch(unavailable);
    const { keys } = listed;
    const states = statesOf(listed);
    const stated = publishedKids(now, states).flatMap((kid) => keys.filter((key) => key.kid === kid));
    const proven = await provePublic(stated);
    return {
      states,
      loadedAt: now,
      // Opened keys live as long as the ring they were read with: a withdrawn key does not outlive it.
      signing: cached(async () => openSigning(stated, signingKid(slotAt(now), states)), always),
      proven,
      keySet: proven.map((jwk) => ({ kid: jwk["kid"], key: createPublicKey({ key: { ...jwk }, format: "jwk" }) })),
    };
  }

  async function completeRing(now: Instant, makes: Vault) {
    const ring = await rings.get(now);
    const missing = missingKids(now, ring.states);
    if (missing.length === 0) return ring;
    await Promise.all(missing.map(async (kid) => store.add(await newSigningKey(makes, kid), keyExpiry(kid))));
    // Another process may have been first: what counts is what the table says now.
    const complete = await loadRing(now);
    rings.put(complete, now);
    return complete;
  }

  async function openSigning(published: readonly SigningKeyRecord[], kid: string | null) {
    const record = published.find((candidate) => candidate.kid === kid);
    if (record === undefined) throw new KeysUnavailable("The signing key was not stored");
    return { kid: record.kid, key: await openSigningKey(vault, record) };
  }

  async function provePublic(stated: readonly SigningKeyRecord[]): Promise<readonly PublicJwk[]> {
    const proven = await Promise.all(stated.map(async (record) => provenPublicJwk(vault, record)));
    return proven.filter((jwk) => jwk !== null);
  }

  return {
    current: async (now, makes) => (await completeRing(now, makes)).signing.get(now),
    published: async (now, makes) => (await completeRing(now, makes)).proven,
    verifying:
      (now) =>
      async ({ kid }) => {
        const ring = await rings.get(now).catch(unavailable);
        const keyIn = ({ keySet }: typeof ring) => keySet.find((own) => own.kid === kid)?.key;
        const known = keyIn(ring);
        // A new stage has none until another process makes the first: that one is news at once.
        const isOver = ring.keySet.length === 0 || now >= ring.loadedAt + unknownKeyPause;
        const isNews = known === undefined && isOver;
        const key = isNews ? keyIn(await rings.renew(now).catch(unavailable)) : known;
        if (key === undefined) throw new NoMatchingKey("No key of ours has this kid");
        return key;
      },
  };
}

/** Unreadable keys say nothing about a token. */
const unavailable = (cause: unknown): never => {
  throw new KeysUnavailable("The signing keys cannot be read", { cause });
};

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

/** State of a key in the table. */
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
  const [, slot, revision] = kidPattern.exec(key.kid) ?? [];
  return slot === undefined ? null : { ...key, slot: Number.parseInt(slot, 36), revision: Number(revision ?? 0) };
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

/** Keys of the previous, the current and the next slot that were not withdrawn. */
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

/** A loaded value that is cached for a while. */
export interface Cached<T> {
  /** The cached value, or a new one. Concurrent callers share one load; a failed load is not cached. */
  get(now: Instant): Promise<T>;
  renew(now: Instant): Promise<T>;
  /** Puts a value that is newer than any load under way. */
  put(value: T, now: Instant): void;
}

export function cached<T>(load: (now: Instant) => Promise<T>, until: (now: Instant) => Instant): Cached<T> {
  let held: { readonly value: T; readonly since: Instant; readonly until: Instant } | undefined;
  let loading: Promise<T> | undefined;

  const put = (value: T, now: Instant): void => {
    held = { value, since: now, until: until(now) };
    loading = undefined;
  };
  const startLoad = (now: Instant): Promise<T> => {
    const mine = load(now)
      .then((value) => {
        if (loading === mine) put(value, now);
        return value;
      })
      .finally(() => {
        if (loading === mine) loading = undefined;
      });
    return mine;
  };
  const renew = (now: Instant): Promise<T> => (loading ??= startLoad(now));
  // A clock that was set back says nothing about the age of what was loaded ahead of it.
  const get = async (now: Instant): Promise<T> =>
    held !== undefined && held.since <= now && now < held.until ? held.value : renew(now);
  return { get, renew, put };
}

/** The key that signs at this moment, since when, and the one after it. */
export function signingNow(now: Instant, states: readonly KeyState[]) {
  const slot = slotAt(now);
  return { kid: signingKid(slot, states), since: slotEnd(slot - 1), next: signingKid(slot + 1, states) };
}
