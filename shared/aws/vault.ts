import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from "node:crypto";
import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from "@aws-sdk/client-kms";
import type { Clock } from "../ports/clock.ts";
import {
  NoDataKeyYet,
  type Purpose,
  purposes,
  SealBroken,
  serviceTenant,
  type Vault,
  type VaultContext,
} from "../ports/vault.ts";
import type { DataKeyStore, Generation } from "./dynamodb/key-stores.ts";
import { memory } from "./memory.ts";
import { bind, generationOf, openWith, sealWith } from "./sealed-value.ts";
import type { Sealed } from "../account/factor.ts";

/** The keys that one data key gives. */
export interface SubKeys {
  readonly seal: KeyObject;
  readonly mac: KeyObject;
  /** Wraps the tenants' data keys of the purpose, if the key is the deployment's own. */
  readonly wrap: KeyObject;
}

/**
 * Whose key: a tenant has one for each purpose. The deployment's own tenant has one too. KMS wraps that, and that wraps the tenants': so
 * a process asks KMS once per purpose, for however many tenants, and IAM still grants purposes apart.
 */
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
    if (tenant !== serviceTenant) return subKeysOf(await unwrap({ tenant, purpose }, generation, wrapped));
    const { Plaintext } = await kms.send(
      new DecryptCommand({ KeyId: kmsKeyId, CiphertextBlob: wrapped, EncryptionContext: { tenant, purpose } }),
    );
    return subKeysOf(Plaintext);
  };

  const unwrap = async (owner: KeyOwner, generation: number, wrapped: Uint8Array): Promise<Uint8Array> => {
    const { wrap } = await find(wrapperOf(owner), generationOf(wrapped));
    return openWith(wrap, boundTo(owner, generation), wrapped);
  };

  const madeByKms = async ({ tenant, purpose }: KeyOwner): Promise<NewKey> => {
    const { Plaintext, CiphertextBlob: wrapped } = await kms.send(
      new GenerateDataKeyCommand({ KeyId: kmsKeyId, KeySpec: "AES_256", EncryptionContext: { tenant, purpose } }),
    );
    if (wrapped === undefined) throw new Error("KMS gave no wrapped data key");
    return { plain: Plaintext, wrapped };
  };

  const madeHere = async (owner: KeyOwner, generation: number): Promise<NewKey> => {
    const wrapper = wrapperOf(owner);
    const newestWrapper = await newest(wrapper, true);
    const { wrap } = await find(wrapper, newestWrapper);
    const plain = randomBytes(keyBytes);
    return { plain, wrapped: sealWith(wrap, newestWrapper, boundTo(owner, generation), plain) };
  };

  /** Of two processes that make a generation at once, one writes it and both use that one. */
  const create = async ({ tenant, purpose }: KeyOwner, generation: number): Promise<SubKeys> => {
    const owner = { tenant, purpose };
    const { plain, wrapped } = await (tenant === serviceTenant ? madeByKms(owner) : madeHere(owner, generation));
    const outcome = await store.add({ ...owner, generation, wrapped, createdAt: clock.now() });
    return outcome === "written" ? subKeysOf(plain) : load(owner, generation);
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
   * new one would find no account, and nobody would be asked for a second factor. The deployment's own has keys of other purposes before
   * it has users; a new one in the place of its first opens no tenant's, so nobody is let in.
   */
  const isFirst = async ({ tenant, purpose }: KeyOwner): Promise<boolean> => {
    const withKeys = await store.purposes(tenant);
    const mayBeNew = purpose !== "identity" || withKeys.size === 0 || tenant === serviceTenant;
    return !withKeys.has(purpose) && mayBeNew;
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

/** A data key that was just made; the plain one is wiped when its keys are derived. */
interface NewKey {
  readonly plain: Uint8Array | undefined;
  readonly wrapped: Uint8Array;
}

const wrapperOf = ({ purpose }: KeyOwner): KeyOwner => ({ tenant: serviceTenant, purpose });

/** A wrapped key that was moved to another tenant, purpose or generation does not open. */
const boundTo =
  ({ tenant, purpose }: KeyOwner, generation: number) =>
  (header: Uint8Array): Uint8Array =>
    bind([tenant, purpose, "data key", String(generation), header]);

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

/** Three keys that say nothing about each other or the data key (RFC 5869); the data key itself is wiped. */
function subKeysOf(dataKey: Uint8Array | undefined): SubKeys {
  if (dataKey?.length !== keyBytes) throw new Error("There is no data key of 256 bits");
  const derive = (use: string) =>
    createSecretKey(Buffer.from(hkdfSync("sha256", dataKey, new Uint8Array(0), `countersign 1 ${use}`, keyBytes)));
  const subKeys = { seal: derive("seal"), mac: derive("mac"), wrap: derive("wrap") };
  dataKey.fill(0);
  return subKeys;
}

const bound =
  ({ tenant, purpose, about }: VaultContext) =>
  (last: Uint8Array): Uint8Array =>
    bind([tenant, purpose, ...about, last]);

/** The newest generation of a data key seals, the one that a value names opens it, the first makes all keyed hashes. */
export function vault(keys: DataKeys, makes: readonly Purpose[] = purposes): Vault {
  const sealAs = async (generation: number, context: VaultContext, plain: Uint8Array): Promise<Sealed> =>
    sealWith((await keys.find(context, generation)).seal, generation, bound(context), plain);

  const open = async (context: VaultContext, sealed: Sealed): Promise<Uint8Array> => {
    const key = await keys.find(context, generationOf(sealed));
    return openWith(key.seal, bound(context), sealed);
  };

  const resealNow = async (context: VaultContext, sealed: Sealed): Promise<Sealed | null> => {
    const newest = await keys.newest(context, makes.includes(context.purpose));
    return generationOf(sealed) < newest ? sealAs(newest, context, await open(context, sealed)) : null;
  };

  return {
    open,
    seal: async (context, plain) => sealAs(await keys.newest(context, makes.includes(context.purpose)), context, plain),
    reseal: async (context, sealed) => resealNow(context, sealed).catch(() => null),
    async mac(context, bytes) {
      const key = await keys.first(context, makes.includes(context.purpose));
      return new Uint8Array(createHmac("sha256", key.mac).update(bound(context)(bytes)).digest());
    },
    limitedTo: (fewer) => vault(keys, fewer),
  };
}
