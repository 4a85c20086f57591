import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { LimitStore } from "../../ports/stores.ts";
import { expectConflict } from "./conditional-put.ts";
import { type Key, limitKey } from "./keys.ts";
import { type Table, timeToLive } from "./table.ts";
import type { Instant } from "../../account/instant.ts";

const hourMillis = 3_600_000;
const dayMillis = 24 * hourMillis;
/** When the window of that length that `now` is in ends; hours and days are those of UTC. */
const endOf = (length: number, now: Instant): Instant => now - (now % length) + length;
const hourCounter = (now: Instant): string => `h${String(new Date(now).getUTCHours()).padStart(2, "0")}`;

/** One item a day counts the day (`n`) and each of its hours (`h00` to `h23`), so that one update claims both. */
export const limitStore = (table: Table): LimitStore => ({
  async claim(by, limits, now) {
    const key = limitKey(by, now);
    try {
      await table.documents.send(claimOf(table, key, limits, now));
      return { claimed: true };
    } catch (error) {
      expectConflict(error);
      const dayIsSpent = limits.hour === null || (await countOfDay(table, key)) >= limits.day;
      return { claimed: false, retryAt: endOf(dayIsSpent ? dayMillis : hourMillis, now) };
    }
  },
});

function claimOf(
  table: Table,
  Key: Key,
  { hour, day }: Parameters<LimitStore["claim"]>[1],
  now: Instant,
): UpdateCommand {
  const counted = hour === null ? "" : ", #hour :one";
  const condition = hour === null ? "" : " AND (attribute_not_exists(#hour) OR #hour < :hour)";
  return new UpdateCommand({
    TableName: table.name,
    Key,
    UpdateExpression: `SET #ttl = :ttl ADD n :one${counted}`,
    ConditionExpression: `(attribute_not_exists(n) OR n < :day)${condition}`,
    ExpressionAttributeNames: { "#ttl": "ttl", ...(hour !== null && { "#hour": hourCounter(now) }) },
    ExpressionAttributeValues: {
      ":one": 1,
      ":day": day,
      ...(hour !== null && { ":hour": hour }),
      ":ttl": timeToLive(endOf(dayMillis, now)),
    },
  });
}

/** Read after a refusal: of the two limits, which one it was. */
async function countOfDay(table: Table, Key: Key): Promise<number> {
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return typeof Item?.["n"] === "number" ? Item["n"] : 0;
}
