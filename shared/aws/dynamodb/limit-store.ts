import { BatchGetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { dayMillis, hourMillis, type Instant } from "../../account/instant.ts";
import type { Limit, LimitStore, Spent } from "../../ports/stores.ts";
import { expectConflict } from "./stored-parts.ts";
import { type Key, limitKey, type Table, timeToLive } from "./keys.ts";

type Item = Readonly<Record<string, unknown>>;

/** End of the window of that length that holds `now`; hours and days are those of UTC. */
const endOf = (length: number, now: Instant): Instant => now - (now % length) + length;
const hourCounter = (now: Instant): string => `h${String(new Date(now).getUTCHours()).padStart(2, "0")}`;
/** Claims leave their tokens in 64 places, so that one that is repeated after a lost answer finds its own among those of others. */
const placeOf = (token: string): string => `t${token.slice(0, 1)}`;
const numberIn = (item: Item, name: string): number => (typeof item[name] === "number" ? item[name] : 0);

/** One item a day counts the day (`n`) and each of its hours (`h00` to `h23`), so that one update claims both. */
export const limitStore = (table: Table): LimitStore => ({
  async spent(limits, now) {
    const items = await readItems(
      table,
      limits.map(({ by }) => limitKey(by, now)),
    );
    const spent = limits.map((limit, index) => spentOf(limit, items[index] ?? {}, now)).filter((one) => one !== null);
    return spent.length === 0 ? null : { retryAt: Math.max(...spent.map(({ retryAt }) => retryAt)) };
  },

  async claim(limit, token, now) {
    const key = limitKey(limit.by, now);
    try {
      const { Attributes = {} } = await table.documents.send(claimOf(table, key, limit, token, now));
      return { claimed: true, count: numberIn(Attributes, "n") };
    } catch (error) {
      expectConflict(error);
      const [item = {}] = await readItems(table, [key]);
      if (item[placeOf(token)] === token) return { claimed: true, count: numberIn(item, "n") };
      return { claimed: false, ...(spentOf(limit, item, now) ?? { retryAt: now }) };
    }
  },

  async giveBack(limit, token, now) {
    const command = new UpdateCommand({
      TableName: table.name,
      Key: limitKey(limit.by, now),
      UpdateExpression: `REMOVE #token ADD n :back${limit.hour === null ? "" : ", #hour :back"}`,
      // The token's place shows that the claim stands, and taking it away that it was given back.
      ConditionExpression: "#token = :token",
      ExpressionAttributeNames: { "#token": placeOf(token), ...(limit.hour !== null && { "#hour": hourCounter(now) }) },
      ExpressionAttributeValues: { ":back": -1, ":token": token },
    });
    await table.documents.send(command).catch(expectConflict);
  },
});

function spentOf({ hour, day }: Limit, item: Item, now: Instant): Spent | null {
  if (day !== null && numberIn(item, "n") >= day) return { retryAt: endOf(dayMillis, now) };
  if (hour !== null && numberIn(item, hourCounter(now)) >= hour) return { retryAt: endOf(hourMillis, now) };
  return null;
}

function claimOf(table: Table, Key: Key, { hour, day }: Limit, token: string, now: Instant): UpdateCommand {
  return new UpdateCommand({
    TableName: table.name,
    Key,
    UpdateExpression: `SET #ttl = :ttl, #token = :token ADD n :one${hour === null ? "" : ", #hour :one"}`,
    ConditionExpression: [
      "(attribute_not_exists(#token) OR #token <> :token)",
      ...(day === null ? [] : ["(attribute_not_exists(n) OR n < :day)"]),
      ...(hour === null ? [] : ["(attribute_not_exists(#hour) OR #hour < :hour)"]),
    ].join(" AND "),
    ExpressionAttributeNames: {
      "#ttl": "ttl",
      "#token": placeOf(token),
      ...(hour !== null && { "#hour": hourCounter(now) }),
    },
    ExpressionAttributeValues: {
      ":one": 1,
      ":token": token,
      ...(day !== null && { ":day": day }),
      ...(hour !== null && { ":hour": hour }),
      ":ttl": timeToLive(endOf(dayMillis, now)),
    },
    ReturnValues: "UPDATED_NEW",
  });
}

/** The items in the order of their keys. One that DynamoDB leaves out under load counts as empty: the claim decides. */
async function readItems({ documents, name }: Table, keys: readonly Key[]): Promise<readonly (Item | undefined)[]> {
  const { Responses = {} } = await documents.send(
    new BatchGetCommand({ RequestItems: { [name]: { Keys: [...keys], ConsistentRead: true } } }),
  );
  const items: readonly Item[] = Responses[name] ?? [];
  return keys.map(({ pk, sk }) => items.find((item) => item["pk"] === pk && item["sk"] === sk));
}
