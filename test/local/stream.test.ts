import { PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Engine, engineAccess, startEngine } from "../../local/dynamodb-engine.ts";
import { captureWrites } from "../../local/stream.ts";
import { type Clients, createClients } from "../../shared/aws/clients.ts";

const tableName = "captured";
const records: DynamoDBRecord[] = [];
let engine: Engine;
let clients: Clients;

beforeAll(async () => {
  engine = await startEngine({ engine: "dynalite", path: null });
  await engine.createTable(tableName);
  await engine.createTable("other");
  clients = createClients({ dynamodb: { endpoint: engine.endpoint, ...engineAccess } });
  captureWrites(clients.documents, { tableName, region: "local", onRecord: (record) => records.push(record) });
});
afterAll(async () => {
  clients.documents.destroy();
  await engine.stop();
});
beforeEach(() => {
  records.length = 0;
});

const put = (item: Record<string, unknown>, more: object = {}) =>
  clients.documents.send(new PutCommand({ TableName: tableName, Item: item, ...more }));

describe("the stream of an engine without streams", () => {
  it("tells an insert, with binary values in base 64 as in a function's JSON", async () => {
    const answer = await put({
      pk: "a",
      sk: "1",
      b: new Uint8Array([0, 255]),
      list: [1, { deep: null, no: undefined }],
      on: true,
    });
    expect(answer.Attributes).toBeUndefined();
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      eventName: "INSERT",
      eventSource: "aws:dynamodb",
      dynamodb: {
        Keys: { pk: { S: "a" }, sk: { S: "1" } },
        NewImage: {
          pk: { S: "a" },
          sk: { S: "1" },
          b: { B: "AP8=" },
          list: { L: [{ N: "1" }, { M: { deep: { NULL: true } } }] },
          on: { BOOL: true },
        },
        StreamViewType: "NEW_AND_OLD_IMAGES",
      },
    });
    expect(records[0]?.dynamodb).not.toHaveProperty("OldImage");
  });

  it("tells a change with both images, in the order of the writes", async () => {
    await put({ pk: "b", sk: "1", v: 1 });
    const asked = await put({ pk: "b", sk: "1", v: 2 }, { ReturnValues: "ALL_OLD" });
    expect(asked.Attributes).toEqual({ pk: "b", sk: "1", v: 1 });
    expect((await put({ pk: "b", sk: "1", v: 3 })).Attributes).toBeUndefined();
    expect(records.map(({ eventName }) => eventName)).toEqual(["INSERT", "MODIFY", "MODIFY"]);
    expect(records[1]?.dynamodb).toMatchObject({ OldImage: { v: { N: "1" } }, NewImage: { v: { N: "2" } } });
    const [first = "", second = ""] = records.map(({ dynamodb }) => dynamodb?.SequenceNumber);
    expect(first < second).toBe(true);
    expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(3);
  });

  it("tells nothing of a write that its condition refused, of another table, or of a counter", async () => {
    await put({ pk: "c", sk: "1" });
    records.length = 0;
    await expect(put({ pk: "c", sk: "1" }, { ConditionExpression: "attribute_not_exists(pk)" })).rejects.toThrow();
    await clients.documents.send(new PutCommand({ TableName: "other", Item: { pk: "c", sk: "1" } }));
    await clients.documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { pk: "n", sk: "1" },
        UpdateExpression: "ADD n :one",
        ExpressionAttributeValues: { ":one": 1 },
      }),
    );
    expect(records).toEqual([]);
  });
});
