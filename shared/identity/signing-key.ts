import { createPrivateKey, generateKeyPairSync, type JsonWebKey, type KeyObject, timingSafeEqual } from "node:crypto";
import type { SigningKeyRecord } from "../ports/stores.ts";
import { serviceTenant, type Vault, type VaultContext } from "../ports/vault.ts";

export type PublicJwk = Readonly<Record<string, string>>;

export const signingAlgorithm = "ES256";

interface PublicPart {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
}

/** Drops every private member; null if it is no key of ours. */
const publicPart = ({ kty, crv, x, y }: JsonWebKey): PublicPart | null =>
  kty === "EC" && crv === "P-256" && typeof x === "string" && typeof y === "string" ? { kty, crv, x, y } : null;

function ownPart(jwk: JsonWebKey): PublicPart {
  const own = publicPart(jwk);
  if (own === null) throw new Error("The signing key is not of its curve");
  return own;
}

const sealedFor = (kid: string): VaultContext => ({ tenant: serviceTenant, purpose: "signing", about: [kid] });
/** A purpose of its own: a step that only reads tokens may not open the private halves. */
const provenFor = (kid: string): VaultContext => ({ tenant: serviceTenant, purpose: "publicKeys", about: [kid] });

const proofOf = async (vault: Vault, kid: string, { kty, crv, x, y }: PublicPart): Promise<Uint8Array> =>
  vault.mac(provenFor(kid), new TextEncoder().encode(JSON.stringify([kty, crv, x, y])));

export async function newSigningKey(vault: Vault, kid: string): Promise<SigningKeyRecord> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = privateKey.export({ format: "jwk" });
  const publicJwk = ownPart(jwk);
  const bytes = new TextEncoder().encode(JSON.stringify(jwk));
  return {
    kid,
    publicJwk: { ...publicJwk },
    proof: await proofOf(vault, kid, publicJwk),
    sealedPrivateJwk: await vault.seal(sealedFor(kid), bytes),
  };
}

/** Ready to sign. Rejects with `SealBroken` if the sealed half is not of this kid. */
export async function openSigningKey(vault: Vault, { kid, sealedPrivateJwk }: SigningKeyRecord): Promise<KeyObject> {
  const opened = new TextDecoder().decode(await vault.open(sealedFor(kid), sealedPrivateJwk));
  const jwk = JSON.parse(opened) as JsonWebKey;
  ownPart(jwk);
  return createPrivateKey({ key: jwk, format: "jwk" });
}

/** The public half, if the vault's keyed hash proves it: whoever can only write the table plants no key. Else null. */
export async function provenPublicJwk(
  vault: Vault,
  { kid, publicJwk, proof }: SigningKeyRecord,
): Promise<PublicJwk | null> {
  const own = publicPart(publicJwk);
  if (own === null) return null;
  const expected = await proofOf(vault, kid, own);
  const isRight = expected.length === proof.length && timingSafeEqual(expected, proof);
  return isRight ? { ...own, kid, alg: signingAlgorithm, use: "sig" } : null;
}
