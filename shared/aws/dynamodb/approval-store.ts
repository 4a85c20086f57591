import { GetCommand, QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { ApprovalStore, SealedApproval } from "../../ports/stores.ts";
import { eventToItem, storedEventId } from "./account-item.ts";
import { approvalKey, approvalPrefix, tenantPartition, type Table, timeToLive } from "./keys.ts";
import { bytes, instant, putIf, putNew, readAs, surely, version } from "./stored-parts.ts";

type Item = Readonly<Record<string, unknown>>;

const schema1 = z.object({
  id: z.string(),
  /** Action, parameters, people and states, sealed. */
  x: bytes,
  /** The asker. */
  a: bytes,
  until: instant,
  /** Granted or dropped. */
  ended: z.optional(z.literal(true)),
  e: z.optional(storedEventId),
});
const readers = { [version]: schema1 };

/** Attributes of an approval's item. */
export const approvalItem = ["pk", "sk", "s", "id", "x", "a", "until", "ended", "e", "ttl"];

/** Ended approvals stay for their event, which the stream shows as it shows those of accounts. */
export function approvalStore(table: Table): ApprovalStore {
  const itemOf = async (tenant: string, id: string): Promise<z.output<typeof schema1> | null> => {
    const command = new GetCommand({ TableName: table.name, Key: approvalKey(tenant, id), ConsistentRead: true });
    const { Item } = await table.documents.send(command);
    return Item === undefined ? null : readAs("approval", readers, Item);
  };
  const open = ({ id, x, a, until, ended }: z.output<typeof schema1>): readonly SealedApproval[] =>
    ended ? [] : [{ id, sealed: x, asker: a, until }];

  return {
    async add(tenant, approval, event) {
      const put = putNew(table, toItem(tenant, approval, { e: eventToItem(event) }));
      const isThere = async () => (await itemOf(tenant, approval.id)) !== null;
      // Ids are random: a conflict is one's own earlier write, whose answer got lost.
      await surely(put, isThere);
    },

    async read(tenant, id) {
      const item = await itemOf(tenant, id);
      return item === null ? null : (open(item)[0] ?? null);
    },

    async list(tenant) {
      const approvals: SealedApproval[] = [];
      let from: QueryCommandInput["ExclusiveStartKey"];
      do {
        const { Items = [], LastEvaluatedKey } = await table.documents.send(
          new QueryCommand({
            TableName: table.name,
            KeyConditionExpression: "pk = :pk AND begins_with(sk, :approvals)",
            ExpressionAttributeValues: { ":pk": tenantPartition(tenant), ":approvals": approvalPrefix },
            ConsistentRead: true,
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        approvals.push(...Items.flatMap((item: Item) => open(readAs("approval", readers, item))));
        from = LastEvaluatedKey;
      } while (from);
      return approvals;
    },

    async end(tenant, approval, event) {
      const ended = toItem(tenant, approval, { ended: true, e: eventToItem(event) });
      const isOwn = async (): Promise<boolean> => (await itemOf(tenant, approval.id))?.e === event.id;
      const put = putIf(table, ended, { ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(ended)" });
      const written = await surely(put, isOwn);
      // The SDK repeats a write whose answer got lost, and the repetition finds the approval ended: by itself.
      return written === "conflict" && (await isOwn()) ? "written" : written;
    },

    async reopen(tenant, approval) {
      await putIf(table, toItem(tenant, approval, {}), { ConditionExpression: "ended = :yes", ...yes });
    },
  };
}

const yes = { ExpressionAttributeValues: { ":yes": true } };

const toItem = (
  tenant: string,
  { id, sealed, asker, until }: SealedApproval,
  more: { readonly ended?: true; readonly e?: ReturnType<typeof eventToItem> },
): Item => ({
  ...approvalKey(tenant, id),
  s: version,
  id,
  x: sealed,
  a: asker,
  until,
  ...more,
  ttl: timeToLive(until),
});
