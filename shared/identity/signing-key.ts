import { timingSafeEqual } from "node:crypto";
import { type CryptoKey, exportJWK, generateKeyPair, importJWK } from "jose";
import * as z from "zod";
import type { SigningKeyRecord } from "../ports/stores.ts";
import { serviceTenant, type Vault, type VaultContext } from "../ports/vault.ts";
import { signingAlgorithm } from "./own-tokens.ts";

export type PublicJwk = Readonly<Record<string, string>>;

/** Drops every private member. */
const publicPart = z.object({ kty: z.literal("EC"), crv: z.literal("P-256"), x: z.string(), y: z.string() });
const privateJwk = publicPart.extend({ d: z.string() });

const sealedFor = (kid: string): VaultContext => ({ tenant: serviceTenant, purpose: "signing", about: [kid] });
/** A purpose of its own: a step that only reads tokens may not open the private halves. */
const provenFor = (kid: string): VaultContext => ({ tenant: serviceTenant, purpose: "publicKeys", about: [kid] });

const proofOf = async (
  vault: Vault,
  kid: string,
  { kty, crv, x, y }: z.output<typeof publicPart>,
): Promise<Uint8Array> => vault.mac(provenFor(kid), new TextEncoder().encode(JSON.stringify([kty, crv, x, y])));

export async function newSigningKey(vault: Vault, kid: string): Promise<SigningKeyRecord> {
  const pair = await generateKeyPair(signingAlgorithm, { extractable: true });
  const bytes = new TextEncoder().encode(JSON.stringify(await exportJWK(pair.privateKey)));
  const publicJwk = publicPart.parse(await exportJWK(pair.publicKey));
  return {
    kid,
    publicJwk,
    proof: await proofOf(vault, kid, publicJwk),
    sealedPrivateJwk: await vault.seal(sealedFor(kid), bytes),
  };
}

/** Ready to sign. Rejects with `SealBroken` if the sealed half is not of this kid. */
export async function openSigningKey(vault: Vault, { kid, sealedPrivateJwk }: SigningKeyRecord): Promise<CryptoKey> {
  const opened = new TextDecoder().decode(await vault.open(sealedFor(kid), sealedPrivateJwk));
  const key = await importJWK(privateJwk.parse(JSON.parse(opened)), signingAlgorithm);
  if (key instanceof Uint8Array) throw new Error("The signing key is no private key");
  return key;
}

/** The public half, if the vault's keyed hash proves it: whoever can only write the table plants no key. Else null. */
export async function provenPublicJwk(
  vault: Vault,
  { kid, publicJwk, proof }: SigningKeyRecord,
): Promise<PublicJwk | null> {
  const own = publicPart.safeParse(publicJwk).data;
  if (own === undefined) return null;
  const expected = await proofOf(vault, kid, own);
  const isRight = expected.length === proof.length && timingSafeEqual(expected, proof);
  return isRight ? { ...own, kid, alg: signingAlgorithm, use: "sig" } : null;
}
