import type { Newer } from "../../account/factor.ts";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, PutCommand, type PutCommandInput } from "@aws-sdk/lib-dynamodb";
import { setTimeout as wait } from "node:timers/promises";
import { OutcomeUnknown } from "../../ports/stores.ts";
import type { Key, Table } from "./keys.ts";
import * as z from "zod/mini";

/** The attributes of an item that this release does not know; undefined if there are none. */
export function newerIn(item: Readonly<Record<string, unknown>>, known: readonly string[]): Newer | undefined {
  const newer = Object.entries(item).filter(([name]) => !known.includes(name));
  return newer.length === 0 ? undefined : Object.fromEntries(newer);
}

/** Writes them back, so that a release loses nothing that the next one stored. Known attributes win. */
export const withNewer = <T extends object>(newer: Newer | undefined, item: T): T => ({ ...newer, ...item });

/** Thrown for an item that this version cannot read. It names the shape, never the content. */
class UnreadableItem extends Error {
  override readonly name = "UnreadableItem";
}

export const version = 1;

/** Schemas are such, and so are the readers of what every function needs, which must not bring the schema library. */
export interface Reader<T> {
  safeParse(item: unknown):
    | { readonly success: true; readonly data: T }
    | {
        readonly success: false;
        readonly error: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] };
      };
}

/** `read` names the wrong field. */
export const reader = <T extends object>(read: (item: Item) => T | string): Reader<T> => ({
  safeParse: (item) => {
    const data = read(typeof item === "object" && item !== null ? { ...item } : {});
    return typeof data === "string"
      ? { success: false, error: { issues: [{ path: [data] }] } }
      : { success: true, data };
  },
});

/** The item in the shape of its schema version `s`; throws `UnreadableItem` if that is unknown or the item is not of it. */
export function readAs<T>(
  kind: string,
  readers: Readonly<Record<number, Reader<T>>>,
  item: Readonly<Record<string, unknown>>,
): T {
  const schema = typeof item["s"] === "number" ? readers[item["s"]] : undefined;
  if (schema === undefined) throw new UnreadableItem(`${kind}: unknown schema version`);
  const read = schema.safeParse(item);
  if (read.success) return read.data;
  throw new UnreadableItem(`${kind}: ${read.error.issues.map(({ path }) => path.join(".")).join(", ")}`);
}

/** An id as bytes where it is `prefix` and base64url, 16 instead of 26; any other id is kept as it is. */
export function compactId(prefix: string, id: string): Uint8Array | string {
  const compact = Buffer.from(id.slice(prefix.length), "base64url");
  return fullId(prefix, compact) === id ? new Uint8Array(compact) : id;
}

export const fullId = (prefix: string, stored: Uint8Array | string): string =>
  typeof stored === "string" ? stored : `${prefix}${Buffer.from(stored).toString("base64url")}`;

type Item = Readonly<Record<string, unknown>>;

/** Returns if the write's own condition refused it; throws anything else on. */
export function expectConflict(error: unknown): void {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
}

export const putIf = async (
  table: Table,
  item: Item,
  condition: Pick<PutCommandInput, "ConditionExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues">,
): Promise<"written" | "conflict"> => {
  try {
    await table.documents.send(new PutCommand({ TableName: table.name, Item: item, ...condition }));
    return "written";
  } catch (error) {
    expectConflict(error);
    return "conflict";
  }
};

/** Resolves a thrown write by one read. If the item is missing, or the read fails too, the write may still land. */
export const surely = async (
  put: Promise<"written" | "conflict">,
  isThere: () => Promise<boolean>,
): Promise<"written" | "conflict"> => {
  try {
    return await put;
  } catch (cause) {
    if (await isThere().catch(() => false)) return "written";
    throw new OutcomeUnknown("It is not known whether the item was written", { cause });
  }
};

/** DynamoDB takes so many keys in one call, and may leave some for the next. */
const mostKeys = 100;
const triesOfBatch = 5;

/** The items that are there, in any order, each read strongly. Rejects if DynamoDB goes on leaving some out. */
export async function getMany({ documents, name }: Table, keys: readonly Key[]): Promise<readonly Item[]> {
  const items: Item[] = [];
  let left = [...keys];
  for (let idle = 0; left.length > 0;) {
    const batch = left.slice(0, mostKeys);
    const { Responses = {}, UnprocessedKeys = {} } = await documents.send(
      new BatchGetCommand({ RequestItems: { [name]: { Keys: [...batch], ConsistentRead: true } } }),
    );
    const unread = (UnprocessedKeys[name]?.Keys ?? []).map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
    items.push(...(Responses[name] ?? []));
    left = [...unread, ...left.slice(batch.length)];
    idle = unread.length < batch.length ? 0 : idle + 1;
    if (idle >= triesOfBatch) throw new Error("DynamoDB left keys of a batch out again and again");
    if (unread.length > 0) await wait(25 * 2 ** idle);
  }
  return items;
}

/** Puts an item where there is none. */
export const putNew = (table: Table, item: Item): Promise<"written" | "conflict"> =>
  putIf(table, item, { ConditionExpression: "attribute_not_exists(pk)" });

/** Puts an item in the place of version `expected`; 0 is none. */
export const putVersion = (table: Table, item: Item, expected: number): Promise<"written" | "conflict"> =>
  expected === 0
    ? putNew(table, item)
    : putIf(table, item, {
        ConditionExpression: "v = :expected",
        ExpressionAttributeValues: { ":expected": expected },
      });

/** Kinds of stored values, marked pure so that a bundle that reads none of them holds no schema library. Everything that comes out of the table is checked: an unknown state is a refusal. */
export const bytes = /* @__PURE__ */ z.custom<Uint8Array>((value) => value instanceof Uint8Array, "is not binary");
export const storedId = /* @__PURE__ */ z.union([/* @__PURE__ */ z.string(), bytes]);
export const instant = /* @__PURE__ */ z.number();
export const count = /* @__PURE__ */ z.int().check(/* @__PURE__ */ z.minimum(0));
