import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { DescribeKeyCommand, GetKeyRotationStatusCommand, type KeyState } from "@aws-sdk/client-kms";
import { ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { describe, expect, it } from "vitest";
import { keys, stream, table } from "../../../operate/doctor/checks/table.ts";
import { keyArn } from "../stage-outputs.ts";
import { complaints } from "./findings.ts";
import { healthyAccount, healthyTable, tableKeyArn } from "./healthy-account.ts";

describe("the keys", () => {
  it.each([
    ["PendingDeletion", /will be deleted, and with it/],
    ["Disabled", /is Disabled: no login works/],
  ] as [KeyState, RegExp][])("that are %s are bad", async (KeyState, sentence) => {
    for (const [KeyId, what] of [
      [keyArn, "vault"],
      [tableKeyArn, "table"],
    ]) {
      const { context, mocks } = healthyAccount();
      mocks.kms.on(DescribeKeyCommand, { KeyId }).resolves({ KeyMetadata: { KeyId, KeyState } });
      const found = await complaints(keys, await context());
      expect(found).toMatchObject([{ verdict: "bad", sentence: expect.stringMatching(sentence) }]);
      expect(found[0]?.sentence).toContain(`key of the ${what}`);
    }
  });

  it("that do not rotate are yellow", async () => {
    const { context, mocks } = healthyAccount();
    mocks.kms.on(GetKeyRotationStatusCommand).resolves({ KeyRotationEnabled: false });
    expect((await complaints(keys, await context())).map(({ verdict }) => verdict)).toEqual(["warn", "warn"]);
  });

  it("are keys of the account", async () => {
    const { context, mocks } = healthyAccount();
    mocks.dynamodb.on(DescribeTableCommand).resolves({ Table: { TableStatus: "ACTIVE" } });
    expect(await complaints(keys, await context())).toMatchObject([
      { verdict: "warn", sentence: expect.stringContaining("not encrypted with a key of this account") },
    ]);
  });
});

describe("the table", () => {
  it.each([
    [{ TableStatus: "ARCHIVED" }, "bad", /ARCHIVED/],
    [{ DeletionProtectionEnabled: false }, "warn", /deleted by one call/],
    [{ SSEDescription: { InaccessibleEncryptionDateTime: new Date(0) } }, "bad", /cannot use the table's key/],
    [{ StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" } }, "bad", /streams no changes/],
  ] as [TableDescription, string, RegExp][])("with %o is %s", async (change, verdict, sentence) => {
    const { context, mocks } = healthyAccount();
    mocks.dynamodb.on(DescribeTableCommand).resolves({ Table: { ...healthyTable, ...change } });
    expect(await complaints(table, await context())).toMatchObject([
      { verdict, sentence: expect.stringMatching(sentence) },
    ]);
  });

  it("that expires items by another attribute is yellow", async () => {
    const { context, mocks } = healthyAccount();
    mocks.dynamodb
      .on(DescribeTimeToLiveCommand)
      .resolves({ TimeToLiveDescription: { TimeToLiveStatus: "ENABLED", AttributeName: "expires" } });
    expect(await complaints(table, await context())).toMatchObject([{ verdict: "warn" }]);
  });

  it("without point-in-time recovery is bad, without expiry yellow", async () => {
    const { context, mocks } = healthyAccount();
    mocks.dynamodb.on(DescribeContinuousBackupsCommand).resolves({});
    mocks.dynamodb
      .on(DescribeTimeToLiveCommand)
      .resolves({ TimeToLiveDescription: { TimeToLiveStatus: "DISABLED", AttributeName: "ttl" } });
    expect(await complaints(table, await context())).toMatchObject([
      { verdict: "bad", sentence: expect.stringMatching(/point in time/) },
      { verdict: "warn", sentence: expect.stringMatching(/Expired/) },
    ]);
  });
});

describe("the table's stream", () => {
  it.each([[[]], [[{ State: "Enabled" }, { State: "Disabled" }]]])(
    "that is read by %o is bad",
    async (EventSourceMappings) => {
      const { context, mocks } = healthyAccount();
      mocks.lambda.on(ListEventSourceMappingsCommand).resolves({ EventSourceMappings });
      expect(await complaints(stream, await context())).toMatchObject([
        { verdict: "bad", sentence: expect.stringMatching(/Not every consumer/) },
      ]);
    },
  );

  it("that is not there is bad", async () => {
    const { context, mocks } = healthyAccount();
    mocks.dynamodb.on(DescribeTableCommand).resolves({ Table: {} });
    expect(await complaints(stream, await context())).toMatchObject([
      { verdict: "bad", sentence: expect.stringMatching(/no stream/) },
    ]);
  });
});
