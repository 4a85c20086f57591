import { ScanCommand, type ScanCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Table } from "../../shared/aws/dynamodb/table.ts";

export type Item = Readonly<Record<string, unknown>>;

/** Parts of the table that are scanned at once, and items of each that are worked on at once. */
const segments = 4;
const atOnce = 10;

/** Visits every item of the table that passes the filter, in no order. */
export async function eachItem(
  table: Table,
  filter: Pick<
    ScanCommandInput,
    "FilterExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues" | "ProjectionExpression"
  >,
  visit: (item: Item) => Promise<void>,
): Promise<void> {
  const scan = async (Segment: number): Promise<void> => {
    let ExclusiveStartKey: ScanCommandInput["ExclusiveStartKey"];
    do {
      const { Items = [], LastEvaluatedKey } = await table.documents.send(
        new ScanCommand({
          TableName: table.name,
          ConsistentRead: true,
          TotalSegments: segments,
          Segment,
          ...filter,
          ...(ExclusiveStartKey && { ExclusiveStartKey }),
        }),
      );
      for (let first = 0; first < Items.length; first += atOnce)
        await Promise.all(Items.slice(first, first + atOnce).map(visit));
      ExclusiveStartKey = LastEvaluatedKey;
    } while (ExclusiveStartKey);
  };
  await Promise.all(Array.from({ length: segments }, (_, segment) => scan(segment)));
}
