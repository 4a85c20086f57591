import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { isForOrganisation } from "../../account/organisation-events.ts";
import type { ActivityStore } from "../../ports/stores.ts";
import { eventToItem, eventFromItem, storedEvent } from "./account-item.ts";
import { eventKey, eventPrefix, tenantPartition, userPartition, type Table, timeToLive } from "./keys.ts";
import { readAs, version } from "./stored-parts.ts";

const dayMillis = 86_400_000;
const readers = { [version]: z.object({ sk: z.string(), e: storedEvent, w: z.optional(z.string()) }) };
const cursorShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[\w.!~*'()%-]{1,100}$/;

/** A cursor names a place in the caller's own partition and nothing else: somebody else's cursor opens nothing. */
const cursorOf = (sk: string): string => Buffer.from(sk.slice(eventPrefix.length)).toString("base64url");
const sortKeyOf = (cursor: string): string | null => {
  const place = Buffer.from(cursor, "base64url").toString();
  return cursorShape.test(place) && cursorOf(`${eventPrefix}${place}`) === cursor ? `${eventPrefix}${place}` : null;
};

export const activityStore = (table: Table, activityDays: number): ActivityStore => ({
  async record(subject, entry) {
    const line = { s: version, e: eventToItem(entry), ttl: timeToLive(entry.at + activityDays * dayMillis) };
    const put = async (Item: Readonly<Record<string, unknown>>) =>
      table.documents.send(new PutCommand({ TableName: table.name, Item }));
    await put({ ...eventKey(subject, entry), ...line });
    if (subject.ref !== null && isForOrganisation(entry))
      await put({ ...eventKey({ ...subject, ref: null }, entry), ...line, w: subject.ref });
  },

  async list(user, page) {
    const found = await pageOf(table, userPartition(user), page);
    return found && { entries: found.lines.map(({ e }) => eventFromItem(e)), cursor: found.cursor };
  },

  async listOrganisation(tenant, page) {
    const found = await pageOf(table, tenantPartition(tenant), page);
    return (
      found && {
        entries: found.lines.map(({ e, w = null }) => ({ entry: eventFromItem(e), ref: w })),
        cursor: found.cursor,
      }
    );
  },
});

async function pageOf(
  table: Table,
  pk: string,
  { limit, cursor }: { readonly limit: number; readonly cursor: string | null },
) {
  const after = cursor === null ? undefined : sortKeyOf(cursor);
  if (after === null) return null;
  const { Items = [] } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :events)",
      ExpressionAttributeValues: { ":pk": pk, ":events": eventPrefix },
      ScanIndexForward: false,
      /** One more than asked for: it tells whether there is a next page. */
      Limit: limit + 1,
      ...(after !== undefined && { ExclusiveStartKey: { pk, sk: after } }),
    }),
  );
  const lines = Items.slice(0, limit).map((item) => readAs("activity", readers, item));
  const last = lines.at(-1);
  return { lines, cursor: last !== undefined && Items.length > limit ? cursorOf(last.sk) : null };
}
