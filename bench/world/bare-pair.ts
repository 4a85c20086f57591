import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { tables } from "./engine.ts";
import { fill } from "./fill.ts";
import type { BenchService } from "./service.ts";
import { itemOf } from "./users.ts";

/**
 * The least that a verify can cost: one strongly consistent read and one conditional write of the same item, through a client with
 * the same settings, with nothing decided, opened, checked or signed in between.
 */
export interface BarePair {
  run(index: number): Promise<void>;
}

const keyOf = (index: number) => ({ pk: `USER#acme#${String(index)}`, sk: "ACCOUNT" });

export async function preparePairs(service: BenchService, count: number): Promise<BarePair> {
  const { documents, ...others } = service.clients();
  const services = service.compose({ documents, ...others });
  const TableName = tables.floor;
  await fill(documents, TableName, { from: 0, to: count }, async (index) => ({
    ...(await itemOf(services, index)),
    ...keyOf(index),
  }));
  return {
    run: async (index) => {
      const { Item } = await documents.send(new GetCommand({ TableName, Key: keyOf(index), ConsistentRead: true }));
      const version = Number(Item?.["v"]);
      await documents.send(
        new PutCommand({
          TableName,
          Item: { ...Item, v: version + 1 },
          ConditionExpression: "v = :expected",
          ExpressionAttributeValues: { ":expected": version },
        }),
      );
    },
  };
}
