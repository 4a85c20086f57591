import { BatchWriteCommand, type BatchWriteCommandInput, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** Limit of one BatchWriteItem. */
const batchSize = 25;
const writers = 4;

/** Writes items `from` to `to` - 1. Stops early at `deadline` (performance.now); returns the number of the first one not written. */
export async function fill(
  documents: DynamoDBDocumentClient,
  table: string,
  range: { readonly from: number; readonly to: number; readonly deadline?: number },
  itemOf: (index: number) => Promise<Record<string, unknown>>,
  onWritten: (count: number) => void = () => {},
): Promise<number> {
  const { from, to, deadline = Number.POSITIVE_INFINITY } = range;
  let next = from;
  const write = async (): Promise<void> => {
    while (next < to && performance.now() < deadline) {
      const start = next;
      next = Math.min(to, start + batchSize);
      const items = await Promise.all(Array.from({ length: next - start }, (_, place) => itemOf(start + place)));
      await writeAll(documents, table, items);
      onWritten(next);
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  return next;
}

async function writeAll(
  documents: DynamoDBDocumentClient,
  table: string,
  items: readonly Record<string, unknown>[],
): Promise<void> {
  let left: BatchWriteCommandInput["RequestItems"] = { [table]: items.map((Item) => ({ PutRequest: { Item } })) };
  while (left !== undefined && Object.keys(left).length > 0)
    left = (await documents.send(new BatchWriteCommand({ RequestItems: left }))).UnprocessedItems;
}
