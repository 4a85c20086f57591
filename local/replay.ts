import { GetCommand, ScanCommand, type ScanCommandInput } from "@aws-sdk/lib-dynamodb";
import { dayMillis } from "../shared/account/instant.ts";
import type { Clients } from "../shared/aws/clients.ts";
import { eventOfImage } from "../shared/aws/dynamodb/event-of-image.ts";
import { eventKey } from "../shared/aws/dynamodb/keys.ts";
import type { Clock } from "../shared/ports/clock.ts";
import type { Item } from "./stream.ts";

/** DynamoDB's own stream forgets after a day. */
const streamMillis = dayMillis;

/**
 * Hands over items whose event has no activity line: the stream of a local run lives in memory, and a process that was killed took it
 * along. Only the newest event of each item is still in the table.
 */
export async function replayLostEvents(
  documents: Clients["documents"],
  { tableName, clock }: { readonly tableName: string; readonly clock: Clock },
  replay: (item: Item) => void,
): Promise<void> {
  for await (const item of itemsWithEvents(documents, tableName)) {
    const found = eventIn(item);
    if (found === null || found.event.at < clock.now() - streamMillis) continue;
    const line = { TableName: tableName, Key: { ...eventKey(found.subject, found.event) }, ProjectionExpression: "pk" };
    if ((await documents.send(new GetCommand(line))).Item === undefined) replay(item);
  }
}

async function* itemsWithEvents(documents: Clients["documents"], TableName: string): AsyncGenerator<Item> {
  let from: ScanCommandInput["ExclusiveStartKey"];
  do {
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new ScanCommand({
        TableName,
        FilterExpression: "attribute_exists(e) AND (sk IN (:account, :policy) OR begins_with(sk, :approvals))",
        ExpressionAttributeValues: { ":account": "ACCOUNT", ":policy": "POLICY", ":approvals": "APPROVAL#" },
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    yield* Items;
    from = LastEvaluatedKey;
  } while (from);
}

/** An item that this version cannot read has nothing to hand over. */
function eventIn(item: Item): ReturnType<typeof eventOfImage> {
  try {
    return eventOfImage(item);
  } catch {
    return null;
  }
}
