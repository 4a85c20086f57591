import { BatchGetCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { accountToItem, eventToItem } from "../../shared/aws/dynamodb/account-item.ts";
import { accountStore, challengeStore } from "../../shared/aws/dynamodb/account-store.ts";
import { noticeStore } from "../../shared/aws/dynamodb/notice-store.ts";
import { limitStore } from "../../shared/aws/dynamodb/counter-stores.ts";
import { emptyAccount } from "../../shared/account/account.ts";
import { bytesOf, fullAccount, loginSucceeded, now, user } from "./examples.ts";
import { lost, mockTable, pk, TableName } from "./mock-table.ts";

const challenge = {
  id: "chl_1",
  factorId: "fac_1",
  mac: bytesOf(32),
  sentAt: now,
  resendAt: now,
  expiresAt: now,
  handedOver: true,
};
const challengeItem = { pk, sk: "CHALLENGE#fac_1", s: 1, ...challenge, ttl: Math.ceil(now / 1000) };

describe("the exact commands of", () => {
  it("reading an account: one consistent get", async () => {
    const { table, sent } = mockTable();
    await accountStore(table).read(user);
    expect(sent()).toEqual([[GetCommand, { TableName, Key: { pk, sk: "ACCOUNT" }, ConsistentRead: true }]]);
  });

  it("reading an account with its challenges: one consistent query", async () => {
    const { table, sent } = mockTable();
    await accountStore(table).readWithChallenges(user);
    expect(sent()).toEqual([
      [
        QueryCommand,
        {
          TableName,
          KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
          ExpressionAttributeValues: { ":pk": pk, ":first": "ACCOUNT", ":last": "CREDENTIAL#~" },
          ConsistentRead: true,
        },
      ],
    ]);
  });

  it("the first write of an account: only where there is none", async () => {
    const { table, sent } = mockTable();
    await accountStore(table).write(user, emptyAccount, loginSucceeded());
    expect(sent()).toEqual([
      [
        PutCommand,
        {
          TableName,
          Item: { pk, sk: "ACCOUNT", s: 1, v: 1, e: eventToItem(loginSucceeded()) },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      ],
    ]);
  });

  it("a further write of an account: only over the version that was read", async () => {
    const { table, sent } = mockTable();
    await accountStore(table).write(user, fullAccount);
    expect(sent()).toEqual([
      [
        PutCommand,
        {
          TableName,
          Item: { pk, sk: "ACCOUNT", ...accountToItem(fullAccount, undefined), v: 1235 },
          ConditionExpression: "v = :expected",
          ExpressionAttributeValues: { ":expected": 1234 },
        },
      ],
    ]);
  });

  it("putting a challenge back", async () => {
    const { table, sent } = mockTable();
    await challengeStore(table).putBack(user, challenge, "chl_2");
    const ExpressionAttributeValues = { ":abandoned": "chl_2" };
    expect(sent()).toEqual([
      [
        PutCommand,
        { TableName, Item: challengeItem, ConditionExpression: "id = :abandoned", ExpressionAttributeValues },
      ],
    ]);
  });

  it("putting a challenge", async () => {
    const { table, sent } = mockTable();
    await challengeStore(table).put(user, challenge);
    const ConditionExpression = "attribute_not_exists(pk) OR sentAt <= :sentAt";
    expect(sent()).toEqual([
      [
        PutCommand,
        { TableName, Item: challengeItem, ConditionExpression, ExpressionAttributeValues: { ":sentAt": now } },
      ],
    ]);
  });

  it("claiming an SMS to a number: hour and day in one update, which a repeat does not count again", async () => {
    const { table, sent } = mockTable();
    const by = { kind: "number", numberHash: "ab", standing: "confirmed" } as const;
    await limitStore(table).claim({ by, hour: 5, day: 10 }, "Qxyz", now);
    expect(sent()).toEqual([
      [
        UpdateCommand,
        {
          TableName,
          Key: { pk: "LIMIT#ab", sk: "DAY#2026-11-21#CONFIRMED" },
          UpdateExpression: "SET #ttl = :ttl, #token = :token ADD n :one, #hour :one",
          ConditionExpression:
            "(attribute_not_exists(#token) OR #token <> :token) AND (attribute_not_exists(n) OR n < :day) AND (attribute_not_exists(#hour) OR #hour < :hour)",
          ExpressionAttributeNames: { "#ttl": "ttl", "#token": "tQ", "#hour": "h13" },
          ExpressionAttributeValues: {
            ":one": 1,
            ":token": "Qxyz",
            ":day": 10,
            ":hour": 5,
            ":ttl": Date.parse("2026-11-22") / 1000,
          },
          ReturnValues: "UPDATED_NEW",
        },
      ],
    ]);
  });

  it("looking at limits, or at the one that refused: one consistent read", async () => {
    const { table, sent, mock } = mockTable();
    mock.on(UpdateCommand).rejects(lost());
    const limit = {
      by: { kind: "number", numberHash: "ab", standing: "pending", tenant: "acme" },
      hour: 5,
      day: 10,
    } as const;
    await limitStore(table).spent([limit, { by: { kind: "deployment" }, hour: null, day: 1 }], now);
    await limitStore(table).claim(limit, "Qxyz", now);
    const number = { pk: "LIMIT#ab", sk: "DAY#2026-11-21#PENDING#acme" };
    const reads = (...Keys: readonly object[]) => [
      BatchGetCommand,
      { RequestItems: { [TableName]: { Keys, ConsistentRead: true } } },
    ];
    expect([sent()[0], sent()[2]]).toEqual([
      reads(number, { pk: "BUDGET#~service", sk: "DAY#2026-11-21" }),
      reads(number),
    ]);
  });

  const notice = { eventId: "evt_1", to: "renewed" } as const;
  const noticeItem = { pk: "NOTICE#evt_1", sk: "RENEWED", s: 1, ttl: Math.ceil(now / 1000) + 7 * 86_400 };

  it("claiming a notice: only where nobody has, or whose lease has ended", async () => {
    const { table, sent } = mockTable();
    await noticeStore(table).claim(notice, { holder: "one", now, until: now + 120_000 });
    expect(sent()).toEqual([
      [
        PutCommand,
        {
          TableName,
          Item: { ...noticeItem, holder: "one", leasedUntil: now + 120_000, settled: false },
          ConditionExpression:
            "attribute_not_exists(pk) OR (settled = :no AND leasedUntil <= :now) OR #ttl <= :seconds",
          ExpressionAttributeNames: { "#ttl": "ttl" },
          ExpressionAttributeValues: { ":no": false, ":now": now, ":seconds": Math.floor(now / 1000) },
        },
      ],
    ]);
  });

  it("finding out why a notice could not be claimed: one consistent get", async () => {
    const { table, sent, mock } = mockTable();
    mock.on(PutCommand).rejects(lost());
    await expect(noticeStore(table).claim(notice, { holder: "one", now, until: now })).resolves.toBe("leased");
    expect(sent()[1]).toEqual([
      GetCommand,
      { TableName, Key: { pk: "NOTICE#evt_1", sk: "RENEWED" }, ConsistentRead: true },
    ]);
  });

  it("giving a claim back: only one's own; settling a notice: whoever holds it", async () => {
    const { table, sent } = mockTable();
    await noticeStore(table).release(notice, { holder: "one", now });
    await noticeStore(table).settle(notice, now);
    expect(sent()).toEqual([
      [
        PutCommand,
        {
          TableName,
          Item: { ...noticeItem, holder: "one", leasedUntil: now, settled: false },
          ConditionExpression: "holder = :holder AND settled = :no",
          ExpressionAttributeValues: { ":holder": "one", ":no": false },
        },
      ],
      [PutCommand, { TableName, Item: { ...noticeItem, holder: "", leasedUntil: now, settled: true } }],
    ]);
  });
});
