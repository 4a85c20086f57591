import type { UserKey, SealedCredential } from "../../ports/stores.ts";
import { SealBroken, type Vault, type VaultContext } from "../../ports/vault.ts";
import { algorithms } from "./assertion.ts";
import type { NewCredential } from "./registration.ts";

/** The credential of a passkey: immutable, in an item of its own. */
export interface Credential extends NewCredential {
  readonly factorId: string;
  /** SHA-256 of the user handle that it was made with, where that was another system's. Absent: it is ours. */
  readonly userHandleHash?: Uint8Array;
}

/** Added to the number of the algorithm: a user handle's hash follows. */
const ownHandle = 128;
const handleHashLength = 32;

/** Sealed so that whoever writes the table can neither plant a key nor move one to another user or factor. */
const contextOf = ({ tenant, ref }: UserKey, factorId: string): VaultContext => ({
  tenant,
  purpose: "passkey",
  about: [ref, "credential", factorId],
});

export async function sealCredential(vault: Vault, user: UserKey, credential: Credential): Promise<SealedCredential> {
  const { factorId, algorithm, aaguid, id, key, userHandleHash } = credential;
  const head = Buffer.from([algorithms.indexOf(algorithm) + (userHandleHash ? ownHandle : 0)]);
  const idLength = Buffer.from([id.length >> 8, id.length & 255]);
  const plain = Buffer.concat([head, aaguid, idLength, id, ...(userHandleHash ? [userHandleHash] : []), key]);
  return { factorId, sealed: await vault.seal(contextOf(user, factorId), plain) };
}

/** Rejects with `SealBroken` if it was made for another user or factor, or changed. */
export async function openCredential(
  vault: Vault,
  user: UserKey,
  { factorId, sealed }: SealedCredential,
): Promise<Credential> {
  const plain = Buffer.from(await vault.open(contextOf(user, factorId), sealed));
  const head = plain.readUInt8();
  const algorithm = algorithms[head % ownHandle];
  if (algorithm === undefined) throw new SealBroken("A credential of an algorithm that nobody registers");
  const idEnd = 19 + plain.readUInt16BE(17);
  const keyAt = head < ownHandle ? idEnd : idEnd + handleHashLength;
  return {
    factorId,
    algorithm,
    aaguid: plain.subarray(1, 17),
    id: plain.subarray(19, idEnd),
    key: plain.subarray(keyAt),
    ...(keyAt > idEnd && { userHandleHash: plain.subarray(idEnd, keyAt) }),
  };
}
