import { DeleteCommand, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { approvalPrefix, type Table } from "../../shared/aws/dynamodb/keys.ts";
import { type Instant, isoTime } from "../../shared/account/instant.ts";
import { eraseTenant } from "../erase/erase-items.ts";
import { auditLines, collectLostEvents, type LostEvents } from "./lost-events.ts";
import { type LostPolicy, restoreAccounts, type RestoredAccounts, restorePolicies } from "./restore-accounts.ts";
import { eachItem, type TableContext } from "../table.ts";
import { signingKeyStore } from "../../shared/aws/dynamodb/key-stores.ts";
import { keyExpiry } from "../../shared/identity/signing-keys.ts";
import * as z from "zod";
import { expectConflict, readAs, version } from "../../shared/aws/dynamodb/stored-parts.ts";
import { Mistake } from "../../client/command-line/command-line.ts";

/** The moment that everything in the table has to be older than to be doubted; kept in the table, so that a second run has the same one. */
export interface Fence {
  readonly backupTime: Instant;
  readonly at: Instant;
}

const key = { pk: "RESTORE", sk: "FENCE" };
const readers = { [version]: z.object({ backupTime: z.number(), at: z.number() }) };

async function standingFence({ documents, name }: Table): Promise<Fence | null> {
  const { Item } = await documents.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }));
  return Item === undefined ? null : readAs("fence", readers, Item);
}

/** The fence of this restore: the one that stands, or else one at `now`. Throws a `Mistake` if the times cannot be right. */
function fenceFor(standing: Fence | null, backupTime: Instant, now: Instant): Fence {
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
async function raiseFence({ documents, name }: Table, fence: Fence, standing: Fence | null): Promise<void> {
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

/** Result of a restore or of its dry run. */
export interface RestoredTable {
  readonly fence: Fence;
  /** An earlier run has begun: what comes before the accounts was done then. */
  readonly resumed: boolean;
  readonly events: number;
  readonly unreadableLines: number;
  readonly signingKeysWithdrawn: number;
  readonly tenantsErased: readonly string[];
  readonly policies: readonly LostPolicy[];
  /** Their keys were made after the backup: their users are unknown now, and start afresh. */
  readonly tenantsWithoutKeys: readonly string[];
  readonly accounts: RestoredAccounts;
}

export interface Progress {
  readonly lines: (count: number) => void;
  readonly accounts: (count: number) => void;
}

export async function findLost(
  context: TableContext,
  backupTime: Instant,
  onProgress: Progress["lines"],
): Promise<{ readonly standing: Fence | null; readonly fence: Fence; readonly lost: LostEvents }> {
  const standing = await standingFence(context.table);
  const fence = fenceFor(standing, backupTime, context.clock.now());
  const lines = auditLines(context.logs, context.auditLogGroupName, backupTime);
  const lost = await collectLostEvents(lines, { since: backupTime, until: fence.at }, onProgress);
  return { standing, fence, lost };
}

/**
 * Fences the table. What is not an account is done before the fence is written down, and only once; each account then tells by
 * itself whether it is done. So a run that was cut short, or a second one, changes nothing that users did since.
 */
export async function restoreTable(
  context: TableContext,
  { standing, fence, lost }: Awaited<ReturnType<typeof findLost>>,
  { dryRun, onProgress }: { readonly dryRun: boolean; readonly onProgress: Progress["accounts"] },
): Promise<RestoredTable> {
  const resumed = standing?.at === fence.at;
  let signingKeysWithdrawn = 0;
  let policies: readonly LostPolicy[] = [];
  if (!resumed) {
    signingKeysWithdrawn = await withdrawSigningKeys(context, { dryRun });
    if (!dryRun) for (const tenant of lost.erasedTenants) await eraseTenant(context.table, tenant, () => undefined);
    if (!dryRun) await dropApprovals(context);
    policies = await restorePolicies(context, lost, { dryRun });
    if (!dryRun) await raiseFence(context.table, fence, standing);
  }
  const tenantsWithoutKeys = await withoutKeys(context, lost);
  const accounts = await restoreAccounts(context, {
    lost,
    fence: fence.at,
    tenantsWithoutKeys: new Set([...tenantsWithoutKeys, ...lost.erasedTenants]),
    dryRun,
    onProgress,
  });
  return {
    fence,
    resumed,
    events: lost.count,
    unreadableLines: lost.unreadableLines,
    signingKeysWithdrawn,
    tenantsErased: resumed ? [] : lost.erasedTenants,
    policies,
    tenantsWithoutKeys,
    accounts,
  };
}

/** Approvals granted or dropped since the backup wait again in it: none is to be given twice. */
async function dropApprovals({ table }: TableContext): Promise<void> {
  const approvals = {
    FilterExpression: "begins_with(sk, :approvals)",
    ExpressionAttributeValues: { ":approvals": approvalPrefix },
    ProjectionExpression: "pk, sk",
  };
  await eachItem(table, approvals, async ({ pk, sk }) => {
    await table.documents.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
  });
}

async function withoutKeys(
  { dataKeys }: TableContext,
  { tenants, erasedTenants }: LostEvents,
): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const tenant of tenants)
    if (!erasedTenants.includes(tenant) && (await dataKeys.read(tenant, "identity", 1)) === null) missing.push(tenant);
  return missing;
}

/**
 * A key that was withdrawn after the backup, perhaps because it leaked, is good again in the restored table, and nothing there tells
 * which one: so all of them go. The service makes new ones at its first call, under names that nobody has cached.
 */
async function withdrawSigningKeys(
  { table, clock }: Pick<TableContext, "table" | "clock">,
  { dryRun }: { readonly dryRun: boolean },
): Promise<number> {
  const store = signingKeyStore(table);
  const { keys } = await store.list();
  if (!dryRun) for (const { kid } of keys) await store.withdraw(kid, clock.now(), keyExpiry(kid));
  return keys.length;
}
