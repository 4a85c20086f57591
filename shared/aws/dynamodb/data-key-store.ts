import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Purpose } from "../../ports.ts";
import { putNew } from "./conditional-put.ts";
import { dataKeyKey, dataKeyPrefix, tenantPartition } from "./keys.ts";
import { bytes, readAs, version } from "./stored-parts.ts";
import type { Table } from "./table.ts";

/** A data key as KMS wrapped it. */
export interface WrappedKey {
  readonly tenant: string;
  readonly purpose: Purpose;
  readonly generation: number;
  readonly wrapped: Uint8Array;
}

export interface DataKeyStore {
  read(tenant: string, purpose: Purpose, generation: number): Promise<Uint8Array | null>;
  /** The number of the newest generation; 0 if there is none. */
  newest(tenant: string, purpose: Purpose): Promise<number>;
  add(key: WrappedKey): Promise<"written" | "conflict">;
}

const readers = { [version]: z.object({ generation: z.int().min(1), wrapped: bytes }) };

export const dataKeyStore = (table: Table): DataKeyStore => ({
  async read(tenant, purpose, generation) {
    const { Item } = await table.documents.send(
      new GetCommand({ TableName: table.name, Key: dataKeyKey(tenant, purpose, generation), ConsistentRead: true }),
    );
    return Item === undefined ? null : readAs("data key", readers, Item).wrapped;
  },

  async newest(tenant, purpose) {
    const { Items = [] } = await table.documents.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :generations)",
        ExpressionAttributeValues: { ":pk": tenantPartition(tenant), ":generations": dataKeyPrefix(purpose) },
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: 1,
      }),
    );
    return Items[0] === undefined ? 0 : readAs("data key", readers, Items[0]).generation;
  },

  add: ({ tenant, purpose, generation, wrapped }) =>
    putNew(table, { ...dataKeyKey(tenant, purpose, generation), s: version, generation, wrapped }),
});
