import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { CredentialStore, SealedCredential } from "../../ports/stores.ts";
import { putNew, readAs, version } from "./stored-parts.ts";
import { bytes } from "./stored-kinds.ts";
import { credentialKey, credentialPrefix, type Key, type Table, timeToLive } from "./keys.ts";

/** x the sealed credential; without it the passkey was removed. */
const readers = { [version]: z.object({ sk: z.string().check(z.startsWith(credentialPrefix)), x: z.optional(bytes) }) };

/** Null: the passkey was removed. */
export function credentialFromItem(item: Readonly<Record<string, unknown>>): SealedCredential | null {
  const { sk, x } = readAs("credential", readers, item);
  return x === undefined ? null : { factorId: decodeURIComponent(sk.slice(credentialPrefix.length)), sealed: x };
}

async function read(table: Table, Key: Key): Promise<SealedCredential | null> {
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item === undefined ? null : credentialFromItem(Item);
}

/** Never changed, so that the account's own write decides alone whether it counts. */
export const credentialStore = (table: Table): CredentialStore => ({
  async add(user, credential) {
    const Key = credentialKey(user, credential.factorId);
    if ((await putNew(table, { ...Key, s: version, x: credential.sealed })) === "written") return credential;
    // It may be our own, put by a try whose answer got lost.
    return read(table, Key);
  },
  async keep(user, factorId, until) {
    const Key = credentialKey(user, factorId);
    const known = await read(table, Key);
    if (known === null) return;
    const Item = { ...Key, s: version, x: known.sealed, ...(until !== null && { ttl: timeToLive(until) }) };
    await table.documents.send(new PutCommand({ TableName: table.name, Item }));
  },
  async end(user, factorId, now) {
    const Item = { ...credentialKey(user, factorId), s: version, ttl: timeToLive(now) };
    await table.documents.send(new PutCommand({ TableName: table.name, Item }));
  },
});
