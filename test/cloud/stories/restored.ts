import {
  DescribeTableCommand,
  RestoreTableToPointInTimeCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { expect } from "vitest";
import { stackNames } from "../../../infra/outputs.ts";
import { tableShape } from "../../../shared/aws/dynamodb/keys.ts";
import { Organisation } from "../../harness/organisation.ts";
import type { Cloud } from "../cloud.ts";
import { eventually } from "./events.ts";

const restoredName = "countersign-monday-restored";

/** Step 2 of the procedure in docs/data-protection.md. */
async function restoreTable({ dynamodb, service }: Cloud, old: string): Promise<void> {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: old }));
  const TableName = restoredName;
  await dynamodb.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: old,
      TargetTableName: TableName,
      RestoreDateTime: new Date(service.clock.now()),
      BillingModeOverride: "PAY_PER_REQUEST",
      SSESpecificationOverride: {
        Enabled: true,
        SSEType: "KMS",
        KMSMasterKeyId: Table?.SSEDescription?.KMSMasterKeyArn,
      },
    }),
  );
  const StreamSpecification = { StreamEnabled: true, StreamViewType: tableShape.stream };
  await dynamodb.send(new UpdateTableCommand({ TableName, StreamSpecification }));
  await dynamodb.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
  const TimeToLiveSpecification = { Enabled: true, AttributeName: tableShape.timeToLive };
  await dynamodb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await dynamodb.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
}

/** Codes used and factors removed after the backup stay so, and the stage serves from the restored table. */
export async function restored(cloud: Cloud): Promise<void> {
  const { clone, dynamodb, service, stage } = cloud;
  const kept = new Organisation(service, service.issuer, "kept");
  const hana = kept.person("hana", { email: "hana@example.com" });
  const ivo = kept.person("ivo", { email: "ivo@example.com" });
  await hana.hasTotp();
  await ivo.hasTotp();
  const [backupCode = ""] = hana.backupCodes;
  const backupTime = new Date(service.clock.now()).toISOString();
  await restoreTable(cloud, (await cloud.deployed()).tableName);
  service.clock.forward(60);
  const code = hana.totpCode();
  expect((await hana.verify(code)).status).toBe(200);
  expect((await hana.verify(backupCode)).status).toBe(200);
  await ivo.loginWithTotp();
  expect((await ivo.withAccess("DELETE", "/v1/factors")).status).toBe(204);
  await eventually(async () => expect((await cloud.audited()).join("\n")).toContain("two_factor.disabled"));

  service.clock.forward(600);
  service.setClocks();
  const named = ["--table", restoredName, "--backup-time", backupTime];
  const planned = await clone.operate("restore", "--stage", stage, ...named, "--dry-run");
  expect(planned.exitCode, planned.said).toBeLessThanOrEqual(1);
  const done = await clone.operate("restore", "--stage", stage, ...named, "--yes", "--json");
  expect(done.exitCode, done.said).toBeLessThanOrEqual(1);

  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: restoredName }));
  const restoredTable = { name: restoredName, streamArn: Table?.LatestStreamArn };
  clone.describe(stage, { trustedIssuers: [service.issuer.settings], restoredTable });
  await cloud.deploy("--exclusively", stackNames(stage).service);
  await cloud.deploy();
  expect((await cloud.deployed()).tableName).toBe(restoredName);
  service.clock.forward(301);
  expect((await hana.verify(backupCode)).status).toBe(422);
  expect((await hana.verify(code)).status).toBe(422);
  expect((await ivo.withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
  expect((await hana.loginWithTotp()).status).toBe(200);
  await eventually(async () => {
    const { body } = await hana.activity();
    expect(body["events"].map(({ type }: { type: string }) => type)).toContain("account.restored");
  });
}
