import {
  createLocalJWKSet,
  type CryptoKey,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWTVerifyGetKey,
} from "jose";
import * as z from "zod";
import { serviceTenant, type SigningKeyRecord, type SigningKeyStore, type Vault, type VaultContext } from "../ports.ts";
import { assertionAlgorithm } from "./assertion.ts";
import { kept } from "./kept.ts";
import { keyExpiry, kidOf, missingSlots, publishedSlots, slotAt, slotEnd } from "./signing-slots.ts";
import { KeysUnavailable } from "./verify-jwt.ts";
import type { Instant } from "../domain/instant.ts";

type PublicJwk = Readonly<Record<string, string>>;

export interface SigningKeys {
  /** The key that signs now; it is made if need be. */
  current(now: Instant): Promise<{ readonly kid: string; readonly key: CryptoKey }>;
  published(now: Instant): Promise<readonly PublicJwk[]>;
  /** Finds the public key of an assertion. Makes none and opens none: a step that only reads assertions needs no vault. */
  verifying(now: Instant): JWTVerifyGetKey;
}

/** Milliseconds. */
const longestKept = 300_000;
const unknownKeyPause = 30_000;

const publicJwk = z.object({ kty: z.literal("EC"), crv: z.literal("P-256"), x: z.string(), y: z.string() });
const sealedFor = (kid: string): VaultContext => ({ tenant: serviceTenant, purpose: "signing", about: [kid] });
const keptUntil = (now: Instant): Instant => Math.min(now + longestKept, slotEnd(slotAt(now)));

export function signingKeys(vault: Vault, store: SigningKeyStore): SigningKeys {
  const rings = kept(loadRing, keptUntil);
  const signing = kept(openCurrent, keptUntil);

  async function loadRing(now: Instant) {
    const records = await store.list().catch((cause: unknown) => {
      throw new KeysUnavailable("The signing keys cannot be read", { cause });
    });
    const published = publishedOf(records, now);
    return {
      records,
      published,
      loadedAt: now,
      keySet: createLocalJWKSet({ keys: published.map((jwk) => ({ ...jwk })) }),
    };
  }

  async function completeRing(now: Instant) {
    const ring = await rings.get(now);
    const missing = missingSlots(
      now,
      ring.records.map(({ kid }) => kid),
    );
    if (missing.length === 0) return ring;
    await Promise.all(missing.map(makeKey));
    // Another process may have been first: what counts is what the table says now.
    const complete = await loadRing(now);
    rings.put(complete, now);
    return complete;
  }

  async function makeKey(slot: number): Promise<void> {
    const kid = kidOf(slot);
    const pair = await generateKeyPair(assertionAlgorithm, { extractable: true });
    const privateJwk = new TextEncoder().encode(JSON.stringify(await exportJWK(pair.privateKey)));
    const sealedPrivateJwk = await vault.seal(sealedFor(kid), privateJwk);
    await store.add(
      { kid, publicJwk: publicJwk.parse(await exportJWK(pair.publicKey)), sealedPrivateJwk },
      keyExpiry(slot),
    );
  }

  async function openCurrent(now: Instant) {
    const kid = kidOf(slotAt(now));
    const { records } = await completeRing(now);
    const record = records.find((candidate) => candidate.kid === kid);
    if (record === undefined) throw new KeysUnavailable("The signing key was not stored");
    const bytes = await vault.open(sealedFor(kid), record.sealedPrivateJwk);
    const key = await importJWK(JSON.parse(new TextDecoder().decode(bytes)), assertionAlgorithm);
    if (key instanceof Uint8Array) throw new KeysUnavailable("The signing key is no private key");
    return { kid, key };
  }

  return {
    current: (now) => signing.get(now),
    published: async (now) => (await completeRing(now)).published,
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

const publishedOf = (records: readonly SigningKeyRecord[], now: Instant): readonly PublicJwk[] =>
  publishedSlots(now).flatMap((slot) =>
    records
      .filter(({ kid }) => kid === kidOf(slot))
      .map(({ kid, publicJwk: jwk }) => ({ ...jwk, kid, alg: assertionAlgorithm, use: "sig" })),
  );
