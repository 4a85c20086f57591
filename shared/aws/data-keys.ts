import { createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from "@aws-sdk/client-kms";
import type { Clock } from "../ports/clock.ts";
import { NoDataKeyYet, type Purpose, SealBroken } from "../ports/vault.ts";
import type { DataKeyStore, Generation } from "./dynamodb/data-key-store.ts";
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
  /**
   * The newest generation. Who `makes` makes the first where there is none, and the next where that one is too old; for everybody else
   * an old key goes on, and it rejects with `NoDataKeyYet` where there is none.
   */
  newest(owner: KeyOwner, makes: boolean): Promise<number>;
  /** Makes the next generation, whatever the age of the newest. Rejects if there can be no more. */
  advance(owner: KeyOwner): Promise<number>;
  /** Rejects with `SealBroken` if there is no such generation. */
  find(owner: KeyOwner, generation: number): Promise<SubKeys>;
  /** Generation 1, as `newest` makes it. Rejects with `DataKeyLost` if other keys prove that there was one. */
  first(owner: KeyOwner, makes: boolean): Promise<SubKeys>;
}

interface Deps {
  readonly kms: KMSClient;
  readonly kmsKeyId: string;
  readonly store: DataKeyStore;
  readonly clock: Clock;
  readonly cacheSeconds: number;
  /** The age at which a generation gets a successor. */
  readonly days: number;
}

const firstGeneration = 1;
/** The key of the item has four digits, by which the newest is found. */
const lastGeneration = 9999;
const dayMillis = 86_400_000;
/** A generation is a number, no secret: it is remembered even where keys are not. */
const newestKept = 300_000;
const keyBytes = 32;

export function dataKeys({ kms, kmsKeyId, store, clock, cacheSeconds, days }: Deps): DataKeys {
  const keys = memory<SubKeys>(clock, cacheSeconds * 1000);
  const created = memory<SubKeys>(clock, cacheSeconds * 1000);
  const newestStored = memory<Generation>(clock, newestKept);
  const successors = memory<number>(clock, newestKept);

  const load = async ({ tenant, purpose }: KeyOwner, generation: number): Promise<SubKeys> => {
    const wrapped = await store.read(tenant, purpose, generation);
    if (wrapped === null) throw new NoDataKey("There is no such data key");
    const { Plaintext } = await kms.send(
      new DecryptCommand({ KeyId: kmsKeyId, CiphertextBlob: wrapped, EncryptionContext: { tenant, purpose } }),
    );
    return subKeysOf(Plaintext);
  };

  /** Of two processes that make a generation at once, one writes it and both use that one. */
  const create = async ({ tenant, purpose }: KeyOwner, generation: number): Promise<SubKeys> => {
    const { Plaintext, CiphertextBlob: wrapped } = await kms.send(
      new GenerateDataKeyCommand({ KeyId: kmsKeyId, KeySpec: "AES_256", EncryptionContext: { tenant, purpose } }),
    );
    if (wrapped === undefined) throw new Error("KMS gave no wrapped data key");
    const outcome = await store.add({ tenant, purpose, generation, wrapped, createdAt: clock.now() });
    return outcome === "written" ? subKeysOf(Plaintext) : load({ tenant, purpose }, generation);
  };

  const createKept = async (owner: KeyOwner, generation: number): Promise<SubKeys> => {
    const name = nameOf(owner, generation);
    const key = await created.get(name, () => create(owner, generation));
    keys.set(name, key);
    return key;
  };

  const find = (owner: KeyOwner, generation: number): Promise<SubKeys> =>
    keys.get(nameOf(owner, generation), () => load(owner, generation));

  const first = async (owner: KeyOwner, makes: boolean): Promise<SubKeys> => {
    try {
      return await find(owner, firstGeneration);
    } catch (error) {
      if (!(error instanceof NoDataKey)) throw error;
      if (!(await isFirst(owner))) return load(owner, firstGeneration).catch(lost);
      if (!makes) throw new NoDataKeyYet("There is no data key of this purpose yet");
      return createKept(owner, firstGeneration);
    }
  };

  /**
   * Users are found by the `identity` key, so a tenant's first key is always that one. If it is missing beside others it was lost: a
   * new one would find no account, and nobody would be asked for a second factor.
   */
  const isFirst = async ({ tenant, purpose }: KeyOwner): Promise<boolean> => {
    const purposes = await store.purposes(tenant);
    return !purposes.has(purpose) && (purpose !== "identity" || purposes.size === 0);
  };

  const follow = async (owner: KeyOwner, { generation }: Generation): Promise<number> => {
    if (generation >= lastGeneration) throw new Error("There can be no further generation of this data key");
    await createKept(owner, generation + 1);
    newestStored.set(nameOf(owner), { generation: generation + 1, createdAt: clock.now() });
    return generation + 1;
  };

  const findNewest = async (owner: KeyOwner, makes: boolean): Promise<Generation> => {
    const stored = await store.newest(owner.tenant, owner.purpose);
    if (stored !== null) return stored;
    await first(owner, makes);
    return { generation: firstGeneration, createdAt: clock.now() };
  };

  const newest = async (owner: KeyOwner, makes: boolean): Promise<number> => {
    const stored = await newestStored.get(nameOf(owner), () => findNewest(owner, makes));
    const isTooOld = stored.createdAt + days * dayMillis <= clock.now();
    if (!isTooOld || !makes) return stored.generation;
    // An old key is still a key: that the next cannot be made now must stop nobody. It is tried again in five minutes.
    return successors.get(nameOf(owner), () => follow(owner, stored).catch(() => stored.generation));
  };

  const advance = async (owner: KeyOwner): Promise<number> => {
    const stored = await store.newest(owner.tenant, owner.purpose);
    return stored === null ? first(owner, true).then(() => firstGeneration) : follow(owner, stored);
  };

  return { newest, advance, find, first };
}

class NoDataKey extends SealBroken {}

/** Only a backup brings it back: docs/runbook.md. */
class DataKeyLost extends Error {
  override readonly name = "DataKeyLost";
}

const lost = (error: unknown): never => {
  throw error instanceof NoDataKey ? new DataKeyLost("A data key is missing that other keys prove") : error;
};

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
