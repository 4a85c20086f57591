import type { UserKey, SealedCredential } from "../../ports/stores.ts";
import { SealBroken, type Vault, type VaultContext } from "../../ports/vault.ts";
import { algorithms } from "./assertion.ts";
import type { NewCredential } from "./registration.ts";

/** The credential of a passkey: immutable, in an item of its own. */
export interface Credential extends NewCredential {
  readonly factorId: string;
}

/** Sealed so that whoever writes the table can neither plant a key nor move one to another user or factor. */
const contextOf = ({ tenant, ref }: UserKey, factorId: string): VaultContext => ({
  tenant,
  purpose: "passkey",
  about: [ref, "credential", factorId],
});

export async function sealCredential(vault: Vault, user: UserKey, credential: Credential): Promise<SealedCredential> {
  const { factorId, algorithm, aaguid, id, key } = credential;
  const head = Buffer.from([algorithms.indexOf(algorithm)]);
  const idLength = Buffer.from([id.length >> 8, id.length & 255]);
  const plain = Buffer.concat([head, aaguid, idLength, id, key]);
  return { factorId, sealed: await vault.seal(contextOf(user, factorId), plain) };
}

/** Rejects with `SealBroken` if it was made for another user or factor, or changed. */
export async function openCredential(
  vault: Vault,
  user: UserKey,
  { factorId, sealed }: SealedCredential,
): Promise<Credential> {
  const plain = Buffer.from(await vault.open(contextOf(user, factorId), sealed));
  const algorithm = algorithms[plain.readUInt8()];
  if (algorithm === undefined) throw new SealBroken("A credential of an algorithm that nobody registers");
  const keyAt = 19 + plain.readUInt16BE(17);
  return {
    factorId,
    algorithm,
    aaguid: plain.subarray(1, 17),
    id: plain.subarray(19, keyAt),
    key: plain.subarray(keyAt),
  };
}
