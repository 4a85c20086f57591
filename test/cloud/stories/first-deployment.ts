import { expect } from "vitest";
import { stackNames } from "../../../infra/outputs.ts";
import { describeStack, describeStage } from "../../../operate/stage.ts";
import { type Cloud, ended } from "../cloud.ts";

/** Where the stage's first deployments fail, one after the other: before the table is made, at the table, and after it. */
const failures = [
  { stack: "data", resource: "AuditLog" },
  { stack: "data", resource: "Table" },
  { stack: "service", resource: "MonitoringDashboard" },
] as const;

/** The same command, given again, goes on each time, and at last brings the stage. */
export async function firstDeploymentRepeated(cloud: Cloud, stage: string): Promise<void> {
  const { clone, cloudformation, service } = cloud;
  clone.describe(stage, { trustedIssuers: [service.issuer.settings] });
  for (const { stack, resource } of failures) {
    const name = stackNames(stage)[stack];
    cloud.failAt(name, resource);
    const failed = await clone.cdk("deploy", stage);
    ended(failed, 1);
    expect(failed.said).toContain("The test asked for this failure");
    expect((await describeStack(cloudformation, name))?.StackStatus).toBe("ROLLBACK_COMPLETE");
  }
  ended(await clone.cdk("deploy", stage));
  const { url } = await describeStage(cloudformation, stage);
  expect((await fetch(`${url}/health`)).status).toBe(200);
}
