import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Instant } from "../../account/instant.ts";
import { type Purpose, sealingPurposes } from "../../ports/vault.ts";
import { putNew, readAs, reader, version } from "./stored-parts.ts";
import { dataKeyFamily, dataKeyKey, dataKeyPartition, dataKeyPrefix, ownerOfDataKey, type Table } from "./keys.ts";

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
