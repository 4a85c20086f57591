import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { activityStore } from "../../shared/aws/dynamodb/activity-store.ts";
import { dataKeyStore, signingKeyStore } from "../../shared/aws/dynamodb/key-stores.ts";
import { eventToItem } from "../../shared/aws/dynamodb/account-item.ts";
import { policyStore } from "../../shared/aws/dynamodb/policy-store.ts";
import { bytesOf, handClock, loginSucceeded, now, policy, policyUpdated, user } from "./examples.ts";
import { mockTable, pk, TableName } from "./mock-table.ts";

describe("the exact commands of", () => {
  it("reading a policy afresh, and as remembered", async () => {
    const { table, sent } = mockTable();
    const store = policyStore(table, handClock());
    for (let time = 0; time < 3; time++) await store.recent("acme");
    await store.current("acme");
    const get = [GetCommand, { TableName, Key: { pk: "TENANT#acme", sk: "POLICY" }, ConsistentRead: true }];
    expect(sent()).toEqual([get, get]);
  });

  it("replacing a policy: with its event, only over the version before", async () => {
    const { table, sent } = mockTable();
    const {
      trustedDevices: _off,
      resetApproval: _one,
      devicesFrom: _never,
      voice: _no,
      smsBudgetUsd: _none,
      version: _version,
      ...rules
    } = { ...policy, required: true };
    await policyStore(table, handClock()).replace("acme", { ...policy, version: 4 }, policyUpdated());
    expect(sent()).toEqual([
      // The version of before is looked for, to be kept in the history.
      [GetCommand, { TableName, Key: { pk: "TENANT#acme", sk: "POLICY" }, ConsistentRead: true }],
      [
        PutCommand,
        {
          TableName,
          Item: { pk: "TENANT#acme", sk: "POLICY", s: 1, v: 4, policy: rules, e: eventToItem(policyUpdated()) },
          ConditionExpression: "v = :expected",
          ExpressionAttributeValues: { ":expected": 3 },
        },
      ],
    ]);
  });

  it("recording and listing activity", async () => {
    const { table, sent } = mockTable();
    const store = activityStore(table, 400);
    await store.record(user, loginSucceeded());
    const sk = `EVENT#2026-11-21T13:59:30.123Z#${loginSucceeded().id}`;
    await store.list(user, { limit: 20, cursor: Buffer.from(sk.slice("EVENT#".length)).toString("base64url") });
    const ttl = Math.ceil(now / 1000 + 400 * 86_400);
    expect(sent()).toEqual([
      [PutCommand, { TableName, Item: { pk, sk, s: 1, e: eventToItem(loginSucceeded()), ttl } }],
      [
        QueryCommand,
        {
          TableName,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :events)",
          ExpressionAttributeValues: { ":pk": pk, ":events": "EVENT#" },
          ScanIndexForward: false,
          Limit: 21,
          ExclusiveStartKey: { pk, sk },
        },
      ],
    ]);
  });

  it("listing and adding signing keys", async () => {
    const { table, sent } = mockTable();
    const store = signingKeyStore(table);
    await store.list();
    await store.add({ kid: "k1", publicJwk: { kty: "EC" }, proof: bytesOf(32), sealedPrivateJwk: bytesOf(9) }, now);
    expect(sent()).toEqual([
      [
        QueryCommand,
        {
          TableName,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": "SIGNING" },
          ConsistentRead: true,
        },
      ],
      [
        PutCommand,
        {
          TableName,
          Item: {
            pk: "SIGNING",
            sk: "KEY#k1",
            s: 1,
            kid: "k1",
            public: { kty: "EC" },
            proof: bytesOf(32),
            private: bytesOf(9),
            ttl: Math.ceil(now / 1000),
          },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      ],
    ]);
  });

  it("withdrawing a signing key: nothing of it is left but its name", async () => {
    const { table, sent } = mockTable();
    await signingKeyStore(table).withdraw("k1", now, now + 1000);
    const Item = { pk: "SIGNING", sk: "KEY#k1", s: 1, kid: "k1", withdrawn: now, ttl: Math.ceil(now / 1000) + 1 };
    expect(sent()).toEqual([[PutCommand, { TableName, Item }]]);
  });

  it("finding, reading and adding a data key", async () => {
    const { table, sent } = mockTable();
    const store = dataKeyStore(table);
    await store.newest("acme", "totp");
    await store.read("acme", "totp", 1);
    await store.add({ tenant: "acme", purpose: "totp", generation: 1, wrapped: bytesOf(9), createdAt: now });
    const Key = { pk: "KEYS#acme", sk: "DATAKEY#totp#0001" };
    expect(sent()).toEqual([
      [
        QueryCommand,
        {
          TableName,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :generations)",
          ExpressionAttributeValues: { ":pk": "KEYS#acme", ":generations": "DATAKEY#totp#" },
          ConsistentRead: true,
          ScanIndexForward: false,
          Limit: 1,
        },
      ],
      [GetCommand, { TableName, Key, ConsistentRead: true }],
      [
        PutCommand,
        {
          TableName,
          Item: { ...Key, s: 1, generation: 1, wrapped: bytesOf(9), createdAt: now },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      ],
    ]);
  });
});
