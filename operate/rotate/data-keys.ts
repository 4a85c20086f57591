import { ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { dataKeyReaders, dataKeyStore } from "../../shared/aws/dynamodb/key-stores.ts";
import { dataKeyFamily, type Key, ownerOfDataKey, type Table } from "../../shared/aws/dynamodb/keys.ts";
import { readAs, expectConflict } from "../../shared/aws/dynamodb/stored-parts.ts";
import type { KeyOwner } from "../../shared/aws/vault.ts";
import { sealingPurposes, serviceTenant } from "../../shared/ports/vault.ts";
import { Mistake } from "../../client/command-line/command-line.ts";
import type { KeyContext } from "../table.ts";
import { ReEncryptCommand } from "@aws-sdk/client-kms";

export interface StoredDataKey {
  readonly key: Key;
  readonly owner: KeyOwner;
  readonly generation: number;
  readonly wrapped: Uint8Array;
}

/** Every data key of the table, page by page. Reads the whole table: only for an operator. */
export async function* storedDataKeys(table: Table): AsyncGenerator<readonly StoredDataKey[]> {
  let from: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table.documents.send(
      new ScanCommand({
        TableName: table.name,
        FilterExpression: "begins_with(sk, :family)",
        ExpressionAttributeValues: { ":family": dataKeyFamily },
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    yield Items.flatMap((item) => readStored(item) ?? []);
    from = LastEvaluatedKey;
  } while (from !== undefined);
}

function readStored(item: Readonly<Record<string, unknown>>): StoredDataKey | null {
  const key = { pk: String(item["pk"]), sk: String(item["sk"]) };
  const owner = ownerOfDataKey(key);
  if (owner === null) return null;
  const { generation, wrapped } = readAs("data key", dataKeyReaders, item);
  return { key, owner, generation, wrapped };
}

export interface AdvancedDataKeys {
  readonly made: readonly (KeyOwner & { readonly generation: number })[];
  readonly failed: readonly Failed<KeyOwner>[];
}

/** A new generation for every owner that has one already: the others get their first when they need it. */
export async function advanceDataKeys(
  context: Pick<KeyContext, "table" | "dataKeys">,
  tenant: string | undefined,
  show: (text: string) => void,
): Promise<AdvancedDataKeys> {
  const owners = tenant === undefined ? await allOwners(context, show) : await ownersOf(context, tenant);
  if (owners.length === 0) throw new Mistake(tenant === undefined ? noKeys : `The tenant ${tenant} has no data keys.`);
  let count = 0;
  const advance = async (some: readonly KeyOwner[]) =>
    each(some, async (owner) => {
      const generation = await context.dataKeys.advance(owner);
      show(`${(count += 1)} of ${owners.length} data keys have a new generation …`);
      return { ...owner, generation };
    });
  // The deployment's own come first: they wrap the tenants' new ones.
  const own = await advance(owners.filter(isOfService));
  const others = await advance(owners.filter((owner) => !isOfService(owner)));
  return { made: [...own.done, ...others.done], failed: [...own.failed, ...others.failed] };
}

const noKeys = "There are no data keys yet: the first login makes them.";
const isSealing = ({ purpose }: KeyOwner): boolean => sealingPurposes.some((one) => one === purpose);

async function allOwners(
  { table }: Pick<KeyContext, "table">,
  show: (text: string) => void,
): Promise<readonly KeyOwner[]> {
  const owners = new Map<string, KeyOwner>();
  for await (const page of storedDataKeys(table)) {
    for (const { owner } of page.filter((key) => isSealing(key.owner))) owners.set(JSON.stringify(owner), owner);
    show(`Reading the table: ${owners.size} data keys found …`);
  }
  return [...owners.values()];
}

const isOfService = ({ tenant }: KeyOwner): boolean => tenant === serviceTenant;

async function ownersOf({ table }: Pick<KeyContext, "table">, tenant: string): Promise<readonly KeyOwner[]> {
  const store = dataKeyStore(table);
  const found = await Promise.all(
    sealingPurposes.map(async (purpose) => ((await store.newest(tenant, purpose)) ? { tenant, purpose } : null)),
  );
  return found.filter((owner) => owner !== null);
}

type Keys = Pick<KeyContext, "table" | "kms" | "keyArn">;

export interface RewrappedDataKeys {
  readonly rewrapped: number;
  /** Somebody else changed them meanwhile. */
  readonly left: number;
  readonly failed: readonly Failed<StoredDataKey>[];
}

/**
 * Every data key stays what it is and leaves KMS only wrapped, by the newest material of the stage's key. Tenants' keys are wrapped by the
 * deployment's own, and stay as they are.
 */
export async function rewrapDataKeys(
  context: Keys,
  from: string | undefined,
  show: (text: string) => void,
): Promise<RewrappedDataKeys> {
  let rewrapped = 0;
  let left = 0;
  const failed: Failed<StoredDataKey>[] = [];
  for await (const page of storedDataKeys(context.table)) {
    const ofService = page.filter(({ owner }) => isOfService(owner));
    const outcome = await each(ofService, async (key) => rewrap(context, key, from ?? context.keyArn));
    rewrapped += outcome.done.filter((done) => done === "written").length;
    left += outcome.done.filter((done) => done === "conflict").length;
    failed.push(...outcome.failed);
    show(`${rewrapped} data keys are wrapped anew …`);
  }
  return { rewrapped, left, failed };
}

/**
 * The old key is named, as the functions name theirs: else a data key that somebody wrapped with a KMS key of their own and
 * put into the table would here become one of ours.
 */
async function rewrap(
  { kms, keyArn, table }: Keys,
  stored: StoredDataKey,
  from: string,
): Promise<"written" | "conflict"> {
  const { tenant, purpose } = stored.owner;
  const { CiphertextBlob: wrapped } = await kms.send(
    new ReEncryptCommand({
      CiphertextBlob: stored.wrapped,
      SourceKeyId: from,
      SourceEncryptionContext: { tenant, purpose },
      DestinationKeyId: keyArn,
      DestinationEncryptionContext: { tenant, purpose },
    }),
  );
  if (wrapped === undefined) throw new Error("KMS gave no wrapped data key");
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: stored.key,
        UpdateExpression: "SET #wrapped = :wrapped",
        ConditionExpression: "#wrapped = :before",
        ExpressionAttributeNames: { "#wrapped": "wrapped" },
        ExpressionAttributeValues: { ":wrapped": wrapped, ":before": stored.wrapped },
      }),
    );
    return "written";
  } catch (error) {
    expectConflict(error);
    return "conflict";
  }
}

const atOnce = 10;

export interface Failed<T> {
  readonly item: T;
  readonly reason: string;
}

/** Does something with each, ten at a time. One that fails stops no other; if the very first ones all fail, nothing will work. */
async function each<T, R>(
  items: readonly T[],
  act: (item: T) => Promise<R>,
): Promise<{ readonly done: readonly R[]; readonly failed: readonly Failed<T>[] }> {
  const done: R[] = [];
  const failed: Failed<T>[] = [];
  for (let start = 0; start < items.length; start += atOnce) {
    const batch = items.slice(start, start + atOnce);
    const settled = await Promise.allSettled(batch.map(act));
    for (const [index, result] of settled.entries()) {
      const item = batch[index];
      if (result.status === "fulfilled") done.push(result.value);
      else if (item !== undefined) failed.push({ item, reason: nameOf(result.reason) });
    }
    const [first] = settled;
    if (start === 0 && first?.status === "rejected" && done.length === 0) throw first.reason;
  }
  return { done, failed };
}

/** The kind of an error, never its message: messages quote values. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
