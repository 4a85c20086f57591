import { DeleteCommand, QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import {
  accountKey,
  dataKeyPartition,
  tenantPartition,
  userPartition,
  type Table,
} from "../../shared/aws/dynamodb/keys.ts";
import type { UserKey } from "../../shared/ports/stores.ts";
import { eachItem } from "../table.ts";

/** Deletes every item of a user; the account last, so that a run that is cut short is seen to be unfinished. Returns how many. */
export async function erasePartition(
  table: Table,
  user: UserKey,
  { keepAccount }: { readonly keepAccount: boolean },
): Promise<number> {
  const account = accountKey(user);
  const keys = await keysOf(table, userPartition(user));
  const others = keys.filter(({ sk }) => sk !== account.sk);
  for (const key of others) await table.documents.send(new DeleteCommand({ TableName: table.name, Key: key }));
  if (keepAccount || others.length === keys.length) return others.length;
  await table.documents.send(new DeleteCommand({ TableName: table.name, Key: { ...account } }));
  return keys.length;
}

/** The keys of all items of a partition. */
export async function keysOf(
  table: Table,
  pk: string,
): Promise<readonly { readonly pk: string; readonly sk: string }[]> {
  const keys: { readonly pk: string; readonly sk: string }[] = [];
  let ExclusiveStartKey: QueryCommandInput["ExclusiveStartKey"];
  do {
    const { Items = [], LastEvaluatedKey } = await table.documents.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ProjectionExpression: "pk, sk",
        ConsistentRead: true,
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      }),
    );
    keys.push(...Items.map(({ sk }) => ({ pk, sk: String(sk) })));
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return keys;
}

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
  for (const partition of [tenantPartition(tenant), dataKeyPartition(tenant)])
    for (const { pk, sk } of await keysOf(table, partition)) await erase(pk, sk);
  return deleted;
}
