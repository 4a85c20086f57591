import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { dayMillis, type Instant } from "../../account/instant.ts";
import type { NoticeKey, NoticeStore, RecoveryReminder, ReminderStore } from "../../ports/notices.ts";
import { instant, putIf, readAs, version } from "./stored-parts.ts";
import { noticeKey, reminderKey, remindersOn, type Table, tableShape, timeToLive } from "./keys.ts";

/** Longer than any source delivers an event again: the stream keeps a day. */
const keptMillis = 7 * dayMillis;

const schema1 = z.object({ holder: z.string(), leasedUntil: instant, settled: z.boolean() });
type Claim = z.output<typeof schema1>;
const readers = { [version]: schema1 };

const itemOf = (notice: NoticeKey, claim: Claim, now: Instant) => ({
  ...noticeKey(notice),
  s: version,
  ...claim,
  ttl: timeToLive(now + (notice.keptDays === undefined ? keptMillis : notice.keptDays * dayMillis)),
});

export const noticeStore = (table: Table): NoticeStore => ({
  async claim(notice, { holder, now, until }) {
    const written = await putIf(table, itemOf(notice, { holder, leasedUntil: until, settled: false }, now), {
      // DynamoDB deletes days late.
      ConditionExpression: "attribute_not_exists(pk) OR (settled = :no AND leasedUntil <= :now) OR #ttl <= :seconds",
      ExpressionAttributeNames: { "#ttl": tableShape.timeToLive },
      ExpressionAttributeValues: { ":no": false, ":now": now, ":seconds": Math.floor(now / 1000) },
    });
    if (written === "written") return "claimed";
    const { Item } = await table.documents.send(
      new GetCommand({ TableName: table.name, Key: noticeKey(notice), ConsistentRead: true }),
    );
    if (Item === undefined) return "leased";
    const claim = readAs("notice", readers, Item);
    if (claim.settled) return "settled";
    // The SDK repeats a write whose answer got lost, and the repetition finds the claim taken: by itself.
    return claim.holder === holder ? "claimed" : "leased";
  },

  async release(notice, { holder, now }) {
    await putIf(table, itemOf(notice, { holder, leasedUntil: now, settled: false }, now), {
      ConditionExpression: "holder = :holder AND settled = :no",
      ExpressionAttributeValues: { ":holder": holder, ":no": false },
    });
  },

  /** Settles a notice whatever became of the claim: the e-mail is out. */
  async settle(notice, now) {
    const Item = itemOf(notice, { holder: "", leasedUntil: now, settled: true }, now);
    await table.documents.send(new PutCommand({ TableName: table.name, Item }));
  },
});

/** Longer than any failure of the schedule that nobody sees to. */
const reminderMillis = 14 * dayMillis;
const daysBack = 7;

const reminderSchema1 = z.object({
  tenant: z.string(),
  ref: z.string(),
  recovery: z.string(),
  kind: z.enum(["half-way", "ready", "end"]),
  at: instant,
  done: z.boolean(),
});
const reminderReaders = { [version]: reminderSchema1 };

export function reminderStore(table: Table): ReminderStore {
  const put = async (reminder: RecoveryReminder, done: boolean): Promise<void> => {
    const { user, recoveryId: recovery, kind, at } = reminder;
    const Item = {
      ...reminderKey(reminder),
      s: version,
      ...user,
      recovery,
      kind,
      at,
      done,
      ttl: timeToLive(at + reminderMillis),
    };
    await table.documents.send(new PutCommand({ TableName: table.name, Item }));
  };
  const dueOn = async (day: Instant, now: Instant): Promise<readonly RecoveryReminder[]> => {
    const found: RecoveryReminder[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await table.documents.send(
        new QueryCommand({
          TableName: table.name,
          ...remindersOn(day, now),
          ConsistentRead: true,
          ...(from && { ExclusiveStartKey: from }),
        }),
      );
      for (const item of page.Items ?? []) {
        const { tenant, ref, recovery, kind, at, done } = readAs("reminder", reminderReaders, item);
        if (!done) found.push({ user: { tenant, ref }, recoveryId: recovery, kind, at });
      }
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return found;
  };

  return {
    add: async (reminder) => put(reminder, false),
    done: async (reminder) => put(reminder, true),
    due: async (now) => {
      const days = Array.from({ length: daysBack + 1 }, (_, back) => now - (daysBack - back) * dayMillis);
      return (await Promise.all(days.map(async (day) => dueOn(day, now)))).flat();
    },
  };
}
