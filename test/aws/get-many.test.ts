import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { accountStore } from "../../shared/aws/dynamodb/account-store.ts";
import { mockTable } from "./mock-table.ts";

const users = Array.from({ length: 130 }, (_, nth) => ({ tenant: "acme", ref: `usr_${String(nth)}` }));
const keyOf = (nth: number) => ({ pk: `USER#acme#usr_${String(nth)}`, sk: "ACCOUNT" });
const itemOf = (nth: number) => ({ ...keyOf(nth), s: 1, v: nth + 1 });

describe("many accounts at once", () => {
  it("are read by a hundred keys a call, and those that DynamoDB left out again", async () => {
    const { mock, table } = mockTable();
    const { name } = table;
    mock
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { [name]: [itemOf(0)] }, UnprocessedKeys: { [name]: { Keys: [keyOf(1), keyOf(2)] } } })
      .resolvesOnce({ Responses: { [name]: [itemOf(2), itemOf(1), itemOf(129)] } });
    const accounts = await accountStore(table).readMany(users);
    expect([0, 1, 2, 3, 129].map((nth) => accounts[nth]?.version)).toEqual([1, 2, 3, 0, 130]);
    const [first, second] = mock.commandCalls(BatchGetCommand).map(({ args }) => args[0].input.RequestItems?.[name]);
    expect(first?.Keys).toHaveLength(100);
    expect(first?.ConsistentRead).toBe(true);
    expect(second?.Keys?.slice(0, 3)).toEqual([keyOf(1), keyOf(2), keyOf(100)]);
  });

  it("are an error, and never a user less, if DynamoDB goes on leaving them out", async () => {
    const { mock, table } = mockTable();
    mock.on(BatchGetCommand).resolves({ UnprocessedKeys: { [table.name]: { Keys: [keyOf(0)] } } });
    await expect(accountStore(table).readMany(users.slice(0, 1))).rejects.toThrow(/again and again/);
  });
});
