import { createLocalJWKSet, type CryptoKey, errors, type JWTVerifyGetKey } from "jose";
import type { Instant } from "../account/instant.ts";
import type { SigningKeyRecord, SigningKeyStore } from "../ports/stores.ts";
import type { Vault } from "../ports/vault.ts";
import { kept } from "./cached.ts";
import { newSigningKey, openSigningKey, provenPublicJwk, type PublicJwk } from "./signing-key.ts";
import { keyExpiry, missingKids, publishedKids, signingKid, slotAt, slotEnd, statesOf } from "./signing-slots.ts";
import { KeysUnavailable } from "./verify-jwt.ts";

export interface SigningKeys {
  /** The key that signs now; it is made if need be. */
  current(now: Instant): Promise<{ readonly kid: string; readonly key: CryptoKey }>;
  published(now: Instant): Promise<readonly PublicJwk[]>;
  /** Finds the public key of an access token. Makes no key and opens none. */
  verifying(now: Instant): JWTVerifyGetKey;
}

/** Milliseconds; also how long a withdrawn key can still be used by a process that was running. */
const longestKept = 300_000;
const unknownKeyPause = 30_000;

const always = (): Instant => Number.POSITIVE_INFINITY;
const keptUntil = (now: Instant): Instant => Math.min(now + longestKept, slotEnd(slotAt(now)));

export function signingKeys(vault: Vault, store: SigningKeyStore): SigningKeys {
  const rings = kept(loadRing, keptUntil);

  async function loadRing(now: Instant) {
    const listed = await store.list().catch((cause: unknown) => {
      throw new KeysUnavailable("The signing keys cannot be read", { cause });
    });
    const { keys } = listed;
    const states = statesOf(listed);
    const stated = publishedKids(now, states).flatMap((kid) => keys.filter((key) => key.kid === kid));
    const proven = await provePublic(stated);
    return {
      states,
      loadedAt: now,
      // What is opened goes with what was read: nothing outlives the ring that a withdrawn key was still in.
      signing: kept(async () => openSigning(stated, signingKid(slotAt(now), states)), always),
      proven,
      keySet: createLocalJWKSet({ keys: proven.map((jwk) => ({ ...jwk, kty: "EC" })) }),
    };
  }

  async function completeRing(now: Instant) {
    const ring = await rings.get(now);
    const missing = missingKids(now, ring.states);
    if (missing.length === 0) return ring;
    await Promise.all(missing.map(makeKey));
    // Another process may have been first: what counts is what the table says now.
    const complete = await loadRing(now);
    rings.put(complete, now);
    return complete;
  }

  async function makeKey(kid: string): Promise<void> {
    await store.add(await newSigningKey(vault, kid), keyExpiry(kid));
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
    current: async (now) => (await completeRing(now)).signing.get(now),
    published: async (now) => (await completeRing(now)).proven,
    verifying: (now) => async (header, token) => {
      const ring = await rings.get(now);
      try {
        return await ring.keySet(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || now < ring.loadedAt + unknownKeyPause) throw error;
        return (await rings.renew(now)).keySet(header, token);
      }
    },
  };
}
