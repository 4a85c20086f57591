import { type CryptoKey, exportJWK, generateKeyPair, importJWK } from "jose";
import * as z from "zod";
import type { SigningKeyRecord } from "../ports/stores.ts";
import { serviceTenant, type Vault, type VaultContext } from "../ports/vault.ts";
import { assertionAlgorithm } from "./assertion.ts";

export type PublicJwk = Readonly<Record<string, string>>;

/** Drops every private member. */
const publicPart = z.object({ kty: z.literal("EC"), crv: z.literal("P-256"), x: z.string(), y: z.string() });
const privateJwk = publicPart.extend({ d: z.string() });

const sealedFor = (kid: string): VaultContext => ({ tenant: serviceTenant, purpose: "signing", about: [kid] });

export async function newSigningKey(vault: Vault, kid: string): Promise<SigningKeyRecord> {
  const pair = await generateKeyPair(assertionAlgorithm, { extractable: true });
  const bytes = new TextEncoder().encode(JSON.stringify(await exportJWK(pair.privateKey)));
  return {
    kid,
    publicJwk: publicPart.parse(await exportJWK(pair.publicKey)),
    sealedPrivateJwk: await vault.seal(sealedFor(kid), bytes),
  };
}

const openJwk = async (vault: Vault, { kid, sealedPrivateJwk }: SigningKeyRecord) =>
  privateJwk.parse(JSON.parse(new TextDecoder().decode(await vault.open(sealedFor(kid), sealedPrivateJwk))));

/** Ready to sign. Rejects with `SealBroken` if the sealed half is not of this kid. */
export async function openSigningKey(vault: Vault, record: SigningKeyRecord): Promise<CryptoKey> {
  const key = await importJWK(await openJwk(vault, record), assertionAlgorithm);
  if (key instanceof Uint8Array) throw new Error("The signing key is no private key");
  return key;
}

/** The public half as the sealed one proves it, not as the table claims it: whoever can only write the table plants no key. */
export async function provenPublicJwk(vault: Vault, record: SigningKeyRecord): Promise<PublicJwk> {
  const own = publicPart.parse(await openJwk(vault, record));
  return { ...own, kid: record.kid, alg: assertionAlgorithm, use: "sig" };
}
