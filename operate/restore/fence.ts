import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { expectConflict, readAs, version } from "../../shared/aws/dynamodb/stored-parts.ts";
import type { Table } from "../../shared/aws/dynamodb/keys.ts";
import { type Instant, isoTime } from "../../shared/account/instant.ts";
import { Mistake } from "../../client/command-line/command-line.ts";

/** The moment that everything in the table has to be older than to be doubted; kept in the table, so that a second run has the same one. */
export interface Fence {
  readonly backupTime: Instant;
  readonly at: Instant;
}

const key = { pk: "RESTORE", sk: "FENCE" };
const readers = { [version]: z.object({ backupTime: z.number(), at: z.number() }) };

export async function standingFence({ documents, name }: Table): Promise<Fence | null> {
  const { Item } = await documents.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }));
  return Item === undefined ? null : readAs("fence", readers, Item);
}

/** The fence of this restore: the one that stands, or else one at `now`. Throws a `Mistake` if the times cannot be right. */
export function fenceFor(standing: Fence | null, backupTime: Instant, now: Instant): Fence {
  if (standing?.backupTime === backupTime) return standing;
  if (backupTime >= now) throw new Mistake(`--backup-time is in the future: this computer says ${isoTime(now)}.`);
  // An older fence came with the backup, from a restore before it.
  if (standing !== null && standing.at > backupTime)
    throw new Mistake(
      `This table is fenced already, for --backup-time ${isoTime(standing.backupTime)}. Name that one to go on.`,
    );
  return { backupTime, at: now };
}

/** Of two runs that start at once, the second throws a `Mistake`. */
export async function raiseFence({ documents, name }: Table, fence: Fence, standing: Fence | null): Promise<void> {
  if (standing?.at === fence.at) return;
  const unchanged =
    standing === null
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "#at = :at",
          ExpressionAttributeNames: { "#at": "at" },
          ExpressionAttributeValues: { ":at": standing.at },
        };
  try {
    await documents.send(new PutCommand({ TableName: name, Item: { ...key, s: version, ...fence }, ...unchanged }));
  } catch (error) {
    expectConflict(error);
    throw new Mistake("Another run has just begun on this table. Run the command again to go on with it.");
  }
}
