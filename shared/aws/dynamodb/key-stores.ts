import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Instant } from "../../account/instant.ts";
import { type Purpose, sealingPurposes } from "../../ports/vault.ts";
import { putNew, readAs, reader, version } from "./stored-parts.ts";
import {
  dataKeyFamily,
  dataKeyKey,
  dataKeyPartition,
  dataKeyPrefix,
  ownerOfDataKey,
  signingKeyKey,
  signingPartition,
  type Table,
  timeToLive,
} from "./keys.ts";
import type { SigningKeyRecord, SigningKeyStore } from "../../ports/stores.ts";

/** A data key as KMS wrapped it. */
export interface WrappedKey extends Generation {
  readonly tenant: string;
  readonly purpose: Purpose;
  readonly wrapped: Uint8Array;
}

export interface Generation {
  readonly generation: number;
  readonly createdAt: Instant;
}

export interface DataKeyStore {
  read(tenant: string, purpose: Purpose, generation: number): Promise<Uint8Array | null>;
  newest(tenant: string, purpose: Purpose): Promise<Generation | null>;
  /** The purposes of which the tenant has keys, of whichever generation. */
  purposes(tenant: string): Promise<ReadonlySet<Purpose>>;
  add(key: WrappedKey): Promise<"written" | "conflict">;
}

/** Items from before the age was kept are as old as can be. No new version for it: an older release reads on, after a rollback too. */
export const dataKeyReaders = {
  [version]: reader(({ generation, wrapped, createdAt = 0 }) => {
    if (typeof generation !== "number" || !Number.isSafeInteger(generation) || generation < 1) return "generation";
    if (!(wrapped instanceof Uint8Array)) return "wrapped";
    return typeof createdAt === "number" && Number.isFinite(createdAt)
      ? { generation, wrapped, createdAt }
      : "createdAt";
  }),
};

export const dataKeyStore = (table: Table): DataKeyStore => ({
  async read(tenant, purpose, generation) {
    const { Item } = await table.documents.send(
      new GetCommand({ TableName: table.name, Key: dataKeyKey(tenant, purpose, generation), ConsistentRead: true }),
    );
    return Item === undefined ? null : readAs("data key", dataKeyReaders, Item).wrapped;
  },

  async newest(tenant, purpose) {
    const { Items = [] } = await table.documents.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :generations)",
        ExpressionAttributeValues: { ":pk": dataKeyPartition(tenant), ":generations": dataKeyPrefix(purpose) },
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: 1,
      }),
    );
    if (Items[0] === undefined) return null;
    const { generation, createdAt } = readAs("data key", dataKeyReaders, Items[0]);
    return { generation, createdAt };
  },

  async purposes(tenant) {
    const { Items = [] } = await table.documents.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :family)",
        ExpressionAttributeValues: { ":pk": dataKeyPartition(tenant), ":family": dataKeyFamily },
        ConsistentRead: true,
      }),
    );
    const owners = Items.flatMap(({ pk, sk }) => ownerOfDataKey({ pk: String(pk), sk: String(sk) }) ?? []);
    return new Set(owners.map(({ purpose }) => purpose));
  },

  add: ({ tenant, purpose, generation, wrapped, createdAt }) =>
    putNew(table, { ...dataKeyKey(tenant, purpose, generation), s: version, generation, wrapped, createdAt }),
});

/** When the oldest of a tenant's keys that seal now was made. Null: it has none. */
export async function oldestSealing(store: Pick<DataKeyStore, "newest">, tenant: string): Promise<Instant | null> {
  const ofTenant = sealingPurposes.filter((purpose) => purpose !== "signing");
  const newest = await Promise.all(ofTenant.map(async (purpose) => store.newest(tenant, purpose)));
  const made = newest.flatMap((key) => key?.createdAt ?? []);
  return made.length === 0 ? null : Math.min(...made);
}

/** The table of the operator's command, who alone withdraws keys. */
export interface WithdrawingKeyStore extends SigningKeyStore {
  /** Puts a mark in the place of the key, which is gone: nobody can make or use a key of this kid again. */
  withdraw(kid: string, at: Instant, expiresAt: Instant): Promise<void>;
}

interface Keys {
  readonly keys: readonly SigningKeyRecord[];
  readonly withdrawn: readonly string[];
}
const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "string");
const readers = {
  [version]: reader<Keys>(({ kid, withdrawn, public: publicJwk, proof, private: sealedPrivateJwk }) => {
    if (typeof kid !== "string") return "kid";
    if (typeof withdrawn === "number") return { keys: [], withdrawn: [kid] };
    if (!isTexts(publicJwk) || publicJwk instanceof Uint8Array) return "public";
    if (!(proof instanceof Uint8Array)) return "proof";
    if (!(sealedPrivateJwk instanceof Uint8Array)) return "private";
    return { keys: [{ kid, publicJwk, proof, sealedPrivateJwk }], withdrawn: [] };
  }),
};

export const signingKeyStore = (table: Table): WithdrawingKeyStore => ({
  /** Consistent: who lost the race to make a key must see the winner's. */
  async list() {
    const { Items = [] } = await table.documents.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": signingPartition },
        ConsistentRead: true,
      }),
    );
    const read = Items.map((item) => readAs("signing key", readers, item));
    return { keys: read.flatMap(({ keys }) => keys), withdrawn: read.flatMap(({ withdrawn }) => withdrawn) };
  },

  add: ({ kid, publicJwk, proof, sealedPrivateJwk }, expiresAt) =>
    putNew(table, {
      ...signingKeyKey(kid),
      s: version,
      kid,
      public: publicJwk,
      proof,
      private: sealedPrivateJwk,
      ttl: timeToLive(expiresAt),
    }),

  async withdraw(kid, at, expiresAt) {
    const Item = { ...signingKeyKey(kid), s: version, kid, withdrawn: at, ttl: timeToLive(expiresAt) };
    await table.documents.send(new PutCommand({ TableName: table.name, Item }));
  },
});
