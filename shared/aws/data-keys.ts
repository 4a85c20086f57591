import { createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from "@aws-sdk/client-kms";
import { type Clock, type Purpose, SealBroken } from "../ports.ts";
import type { DataKeyStore } from "./dynamodb/data-key-store.ts";
import { memory } from "./memory.ts";

/** The keys that one data key gives. */
export interface SubKeys {
  readonly seal: KeyObject;
  readonly mac: KeyObject;
}

/** Whose key: a tenant has one for each purpose. */
export interface KeyOwner {
  readonly tenant: string;
  readonly purpose: Purpose;
}

export interface DataKeys {
  /** The newest generation; the first is made where there is none. */
  newest(owner: KeyOwner): Promise<number>;
  /** Rejects with `SealBroken` if there is no such generation. */
  find(owner: KeyOwner, generation: number): Promise<SubKeys>;
  /** Generation 1, made where there is none. */
  first(owner: KeyOwner): Promise<SubKeys>;
}

interface World {
  readonly kms: KMSClient;
  readonly kmsKeyId: string;
  readonly store: DataKeyStore;
  readonly clock: Clock;
  readonly cacheSeconds: number;
}

const firstGeneration = 1;
const keyBytes = 32;

export function dataKeys({ kms, kmsKeyId, store, clock, cacheSeconds }: World): DataKeys {
  const keys = memory<SubKeys>(clock, cacheSeconds * 1000);
  const created = memory<SubKeys>(clock, cacheSeconds * 1000);
  const newestGenerations = memory<number>(clock, cacheSeconds * 1000);

  const load = async ({ tenant, purpose }: KeyOwner, generation: number): Promise<SubKeys> => {
    const wrapped = await store.read(tenant, purpose, generation);
    if (wrapped === null) throw new NoDataKey("There is no such data key");
    const { Plaintext } = await kms.send(
      new DecryptCommand({ KeyId: kmsKeyId, CiphertextBlob: wrapped, EncryptionContext: { tenant, purpose } }),
    );
    return subKeysOf(Plaintext);
  };

  /** Of two processes that make the first key at once, one writes it and both use that one. */
  const createFirst = async ({ tenant, purpose }: KeyOwner): Promise<SubKeys> => {
    const { Plaintext, CiphertextBlob: wrapped } = await kms.send(
      new GenerateDataKeyCommand({ KeyId: kmsKeyId, KeySpec: "AES_256", EncryptionContext: { tenant, purpose } }),
    );
    if (wrapped === undefined) throw new Error("KMS gave no wrapped data key");
    const outcome = await store.add({ tenant, purpose, generation: firstGeneration, wrapped });
    return outcome === "written" ? subKeysOf(Plaintext) : load({ tenant, purpose }, firstGeneration);
  };

  const find = (owner: KeyOwner, generation: number): Promise<SubKeys> =>
    keys.get(nameOf(owner, generation), () => load(owner, generation));

  const first = async (owner: KeyOwner): Promise<SubKeys> => {
    const name = nameOf(owner, firstGeneration);
    try {
      return await find(owner, firstGeneration);
    } catch (error) {
      if (!(error instanceof NoDataKey)) throw error;
      const key = await created.get(name, () => createFirst(owner));
      keys.set(name, key);
      return key;
    }
  };

  const newest = (owner: KeyOwner): Promise<number> =>
    newestGenerations.get(nameOf(owner), async () => {
      const stored = await store.newest(owner.tenant, owner.purpose);
      if (stored === 0) await first(owner);
      return Math.max(stored, firstGeneration);
    });

  return { newest, find, first };
}

class NoDataKey extends SealBroken {}

const nameOf = ({ tenant, purpose }: KeyOwner, generation?: number): string =>
  JSON.stringify([tenant, purpose, generation]);

/** Two keys that say nothing about each other or the data key (RFC 5869); the data key itself is wiped. */
function subKeysOf(dataKey: Uint8Array | undefined): SubKeys {
  if (dataKey?.length !== keyBytes) throw new Error("KMS gave no data key of 256 bits");
  const derive = (use: string) =>
    createSecretKey(Buffer.from(hkdfSync("sha256", dataKey, new Uint8Array(0), `countersign 1 ${use}`, keyBytes)));
  const subKeys = { seal: derive("seal"), mac: derive("mac") };
  dataKey.fill(0);
  return subKeys;
}
