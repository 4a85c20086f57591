import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { dataKeyReaders } from "../../shared/aws/dynamodb/data-key-store.ts";
import { dataKeyFamily, type Key, ownerOfDataKey } from "../../shared/aws/dynamodb/keys.ts";
import { readAs } from "../../shared/aws/dynamodb/stored-parts.ts";
import type { Table } from "../../shared/aws/dynamodb/table.ts";
import type { KeyOwner } from "../../shared/aws/data-keys.ts";

export interface StoredDataKey {
  readonly key: Key;
  readonly owner: KeyOwner;
  readonly generation: number;
  readonly wrapped: Uint8Array;
}

/** Every data key of the table, page by page. Reads the whole table: only for an operator. */
export async function* storedDataKeys(table: Table): AsyncGenerator<readonly StoredDataKey[]> {
  let from: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table.documents.send(
      new ScanCommand({
        TableName: table.name,
        FilterExpression: "begins_with(sk, :family)",
        ExpressionAttributeValues: { ":family": dataKeyFamily },
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    yield Items.flatMap((item) => readStored(item) ?? []);
    from = LastEvaluatedKey;
  } while (from !== undefined);
}

function readStored(item: Readonly<Record<string, unknown>>): StoredDataKey | null {
  const key = { pk: String(item["pk"]), sk: String(item["sk"]) };
  const owner = ownerOfDataKey(key);
  if (owner === null) return null;
  const { generation, wrapped } = readAs("data key", dataKeyReaders, item);
  return { key, owner, generation, wrapped };
}
