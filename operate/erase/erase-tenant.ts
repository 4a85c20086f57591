import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { tenantPartition, userPartition } from "../../shared/aws/dynamodb/keys.ts";
import type { Table } from "../../shared/aws/dynamodb/table.ts";
import { eachItem } from "../restore/each-item.ts";
import { keysOf } from "./erase-partition.ts";

/**
 * Deletes what is kept of an organisation: its users, its policy and its events, and last its data keys. Without those nothing of
 * its sealed values opens again, wherever a copy of a value is; a backup that holds the keys too still opens until it ages out.
 */
export async function eraseTenant(table: Table, tenant: string, onProgress: (items: number) => void): Promise<number> {
  let deleted = 0;
  const erase = async (pk: string, sk: string): Promise<void> => {
    await table.documents.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
    deleted += 1;
    onProgress(deleted);
  };
  const usersOfTenant = {
    FilterExpression: "begins_with(pk, :users)",
    ExpressionAttributeValues: { ":users": userPartition({ tenant, ref: "" }) },
    ProjectionExpression: "pk, sk",
  };
  await eachItem(table, usersOfTenant, async ({ pk, sk }) => erase(String(pk), String(sk)));
  const own = await keysOf(table, tenantPartition(tenant));
  const isDataKey = ({ sk }: { readonly sk: string }): boolean => sk.startsWith("DATAKEY#");
  for (const { pk, sk } of own.filter((key) => !isDataKey(key))) await erase(pk, sk);
  for (const { pk, sk } of own.filter(isDataKey)) await erase(pk, sk);
  return deleted;
}
