import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { dayMillis, type Instant } from "../../account/instant.ts";
import type { RecoveryReminder, ReminderStore } from "../../ports/notices.ts";
import { reminderKey, remindersOn, type Table, timeToLive } from "./keys.ts";
import { readAs, version } from "./stored-parts.ts";
import { instant } from "./stored-kinds.ts";

/** Longer than any failure of the schedule that nobody sees to. */
const keptMillis = 14 * dayMillis;
const daysBack = 7;

const schema1 = z.object({
  tenant: z.string(),
  ref: z.string(),
  recovery: z.string(),
  kind: z.enum(["half-way", "ready", "end"]),
  at: instant,
  done: z.boolean(),
});
const readers = { [version]: schema1 };

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
      ttl: timeToLive(at + keptMillis),
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
        const { tenant, ref, recovery, kind, at, done } = readAs("reminder", readers, item);
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
