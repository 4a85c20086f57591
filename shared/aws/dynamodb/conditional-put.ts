import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { PutCommand, type PutCommandInput } from "@aws-sdk/lib-dynamodb";
import { OutcomeUnknown } from "../../ports/stores.ts";
import type { Table } from "./keys.ts";

type Item = Readonly<Record<string, unknown>>;

/** Returns if the write's own condition refused it; throws anything else on. */
export function expectConflict(error: unknown): void {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
}

export const putIf = async (
  table: Table,
  item: Item,
  condition: Pick<PutCommandInput, "ConditionExpression" | "ExpressionAttributeValues">,
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
