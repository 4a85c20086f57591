import { DeleteCommand, QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import {
  accountKey,
  dataKeyPartition,
  type Table,
  tenantPartition,
  userPartition,
} from "../../shared/aws/dynamodb/keys.ts";
import type { EventSubject, UserKey } from "../../shared/ports/stores.ts";
import { eachItem, type TableContext } from "../table.ts";
import { isoTime } from "../../shared/account/instant.ts";
import { CreateLogStreamCommand, PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { newId } from "../../shared/runtime/services.ts";
import type { PublishedEvent } from "../../shared/ports/outbound.ts";
import { eventCatalogue, type EventDraft } from "../../shared/account/events.ts";
import { askAws } from "../aws-trouble.ts";

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

type Log = Pick<TableContext, "logs" | "auditLogGroupName" | "clock" | "random">;
type Told = Extract<EventDraft, { readonly type: "tenant.erased" | "account.erased" | "factors.exported" }>;

/**
 * Writes the erasure to the audit log, in a stream of its own and in the form of all other lines. Not by the table and its
 * stream as other events go: that would leave a line about the user in the table again.
 */
export const logErasure = async (log: Log, subject: EventSubject): Promise<void> =>
  void (await logEvent(log, subject, { type: subject.ref === null ? "tenant.erased" : "account.erased", data: {} }));

/** A line of a command in the audit log. */
export async function logEvent(
  { logs, auditLogGroupName, clock, random }: Log,
  subject: EventSubject,
  { type, data }: Told,
): Promise<PublishedEvent> {
  const now = clock.now();
  const event: PublishedEvent = {
    id: newId("evt", random),
    type,
    version: eventCatalogue[type].version,
    at: isoTime(now),
    ...subject,
    actor: { role: "system", ref: type === "factors.exported" ? "export-factors" : "erase" },
    data,
  };
  const stream = { logGroupName: auditLogGroupName, logStreamName: `${event.actor.ref}-${event.id}` };
  await askAws("logs:CreateLogStream", () => logs.send(new CreateLogStreamCommand(stream)));
  const { rejectedLogEventsInfo } = await askAws("logs:PutLogEvents", () =>
    logs.send(new PutLogEventsCommand({ ...stream, logEvents: [{ timestamp: now, message: JSON.stringify(event) }] })),
  );
  if (rejectedLogEventsInfo !== undefined) throw new Error("The audit log did not take the line");
  return event;
}
