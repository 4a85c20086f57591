import { DecryptCommand, GenerateDataKeyCommand, KMSClient, ReEncryptCommand } from "@aws-sdk/client-kms";
import { GetCommand, PutCommand, QueryCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, it } from "vitest";
import { actions, type Wanted } from "../../operate/rotate/actions.ts";
import { keyContext } from "../../operate/table.ts";
import { bytesOf, handClock, now } from "../aws/examples.ts";
import { lost, mockTable, TableName } from "../aws/mock-table.ts";

const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/new";
const silent = () => undefined;
const wanted = (given: Partial<Wanted>): Wanted => ({
  action: "rewrap",
  place: { kind: "stage", stage: "prod" },
  yes: true,
  json: true,
  ...given,
});
const stored = {
  pk: "KEYS#~service",
  sk: "DATAKEY#totp#0001",
  s: 1,
  generation: 1,
  wrapped: bytesOf(9),
  createdAt: now,
};

function mockedWorld() {
  const { table, mock, sent } = mockTable();
  const kms = new KMSClient({ region: "local" });
  const kmsMock = mockClient(kms);
  kmsMock.on(ReEncryptCommand).resolves({ CiphertextBlob: bytesOf(10) });
  kmsMock.on(GenerateDataKeyCommand).callsFake(() => ({ Plaintext: new Uint8Array(32), CiphertextBlob: bytesOf(11) }));
  kmsMock.on(DecryptCommand).callsFake(() => ({ Plaintext: new Uint8Array(32) }));
  mock.on(ScanCommand).resolves({ Items: [stored] });
  const context = keyContext({ clock: handClock(), kms, keyArn, table });
  return { context, mock, sent, kmsMock };
}
const scan = {
  TableName,
  FilterExpression: "begins_with(sk, :family)",
  ExpressionAttributeValues: { ":family": "DATAKEY#" },
  ConsistentRead: true,
};

describe("the exact commands of", () => {
  it.each([
    [undefined, keyArn],
    ["arn:old", "arn:old"],
  ])(
    "wrapping anew from %s: the source is named, so that no stranger's key becomes ours",
    async (from, SourceKeyId) => {
      const { context, sent, kmsMock } = mockedWorld();
      const { complete, report } = await actions.rewrap.run(context, wanted({ from }), silent);
      expect({ complete, report }).toEqual({ complete: true, report: { rewrapped: 1, left: 0, failed: [] } });
      const encryption = { tenant: "~service", purpose: "totp" };
      expect(kmsMock.commandCalls(ReEncryptCommand).map(({ args }) => args[0].input)).toEqual([
        {
          CiphertextBlob: stored.wrapped,
          SourceKeyId,
          SourceEncryptionContext: encryption,
          DestinationKeyId: keyArn,
          DestinationEncryptionContext: encryption,
        },
      ]);
      expect(sent()).toEqual([
        [ScanCommand, scan],
        [
          UpdateCommand,
          {
            TableName,
            Key: { pk: stored.pk, sk: stored.sk },
            UpdateExpression: "SET #wrapped = :wrapped",
            ConditionExpression: "#wrapped = :before",
            ExpressionAttributeNames: { "#wrapped": "wrapped" },
            ExpressionAttributeValues: { ":wrapped": bytesOf(10), ":before": stored.wrapped },
          },
        ],
      ]);
    },
  );

  it("wrapping anew: what the service's own keys wrap stays as it is", async () => {
    const { context, mock, sent, kmsMock } = mockedWorld();
    mock.on(ScanCommand).resolves({ Items: [{ ...stored, pk: "KEYS#acme" }] });
    const { report } = await actions.rewrap.run(context, wanted({}), silent);
    expect(report).toEqual({ rewrapped: 0, left: 0, failed: [] });
    expect([kmsMock.calls(), sent().map(([command]) => command)]).toEqual([[], [ScanCommand]]);
  });

  it("a new generation for everybody: the service's own key comes first, and wraps the tenant's", async () => {
    const { context, mock } = mockedWorld();
    const own = { ...stored, createdAt: 0 };
    const ofTenant = { ...stored, pk: "KEYS#acme" };
    const items = [ofTenant, own];
    mock.on(ScanCommand).resolves({ Items: items });
    mock.on(QueryCommand).callsFake(({ ExpressionAttributeValues: values }: QueryCommand["input"]) => ({
      Items: items
        .filter(({ pk }) => pk === values?.[":pk"])
        .toSorted((one, other) => other.generation - one.generation),
    }));
    mock.on(PutCommand).callsFake(({ Item }: PutCommand["input"]) => void items.push(Item as typeof own));
    mock.on(GetCommand).callsFake(({ Key }: GetCommand["input"]) => ({
      Item: items.find(({ pk, sk }) => pk === Key?.["pk"] && sk === Key["sk"]),
    }));
    await actions["data-keys"].run(context, wanted({ action: "data-keys" }), silent);
    const made = items
      .slice(2)
      .map(({ pk, generation, wrapped }) => ({ pk, generation, by: [...wrapped.subarray(0, 3)] }));
    expect(made).toEqual([
      { pk: "KEYS#~service", generation: 2, by: [...bytesOf(11).subarray(0, 3)] },
      { pk: "KEYS#acme", generation: 2, by: [1, 0, 2] },
    ]);
  });

  it("a new generation for one tenant: no scan", async () => {
    const { context, mock, sent } = mockedWorld();
    mock.on(GetCommand).resolves({ Item: stored });
    mock
      .on(QueryCommand)
      .callsFake(({ ExpressionAttributeValues: values }: QueryCommand["input"]) =>
        values?.[":generations"] === "DATAKEY#totp#" ? { Items: [stored] } : { Items: [] },
      );
    await actions["data-keys"].run(context, wanted({ action: "data-keys", tenant: "acme" }), silent);
    expect(sent().map(([command]) => command)).not.toContain(ScanCommand);
    expect(mock.commandCalls(PutCommand).map(({ args }) => args[0].input)).toEqual([
      {
        TableName,
        Item: { ...stored, pk: "KEYS#acme", sk: "DATAKEY#totp#0002", generation: 2, wrapped: expect.any(Uint8Array) },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    ]);
  });
});

describe("what is not done", () => {
  it("is reported: a key that somebody changed meanwhile", async () => {
    const { context, mock } = mockedWorld();
    mock.on(UpdateCommand).rejects(lost());
    const { complete, report, page } = await actions.rewrap.run(context, wanted({}), silent);
    expect({ complete, report }).toEqual({ complete: false, report: { rewrapped: 0, left: 1, failed: [] } });
    expect(page).toContain("1 were changed");
  });

  it("is reported: one of many that KMS refuses, without what KMS says about it", async () => {
    const { context, mock, kmsMock } = mockedWorld();
    mock.on(ScanCommand).resolves({ Items: [stored, { ...stored, sk: "DATAKEY#totp#0002", generation: 2 }] });
    const refusal = Object.assign(new Error("secret"), { name: "InvalidCiphertextException" });
    kmsMock
      .on(ReEncryptCommand)
      .resolvesOnce({ CiphertextBlob: bytesOf(10) })
      .rejects(refusal);
    const { complete, report, page } = await actions.rewrap.run(context, wanted({}), silent);
    const failed = [{ tenant: "~service", purpose: "totp", generation: 2, reason: "InvalidCiphertextException" }];
    expect({ complete, report }).toEqual({ complete: false, report: { rewrapped: 1, left: 0, failed } });
    expect(page).toContain("Run it again");
    expect(page + JSON.stringify(report)).not.toContain("secret");
  });

  it("stops at once if nothing works at all", async () => {
    const { context, kmsMock } = mockedWorld();
    kmsMock.on(ReEncryptCommand).rejects(Object.assign(new Error("no"), { name: "AccessDeniedException" }));
    await expect(actions.rewrap.run(context, wanted({}), silent)).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });
});
