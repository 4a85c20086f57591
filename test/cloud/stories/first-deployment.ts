import { expect } from "vitest";
import { stackNames } from "../../../infra/outputs.ts";
import { describeStage } from "../../../operate/stage.ts";
import { type Cloud, ended } from "../cloud.ts";

/** A first deployment that fails at a resource; the same command, given again, brings the stage. */
export async function repeated(
  cloud: Cloud,
  { stage, stack, resource }: { readonly stage: string; readonly stack: "data" | "service"; readonly resource: string },
): Promise<void> {
  const { clone, cloudformation, service } = cloud;
  clone.describe(stage, { trustedIssuers: [service.issuer.settings] });
  cloud.failAt(stackNames(stage)[stack], resource);
  const failed = await clone.cdk("deploy", stage);
  ended(failed, 1);
  expect(failed.said).toContain("The test asked for this failure");
  ended(await clone.cdk("deploy", stage));
  const { url } = await describeStage(cloudformation, stage);
  expect((await fetch(`${url}/health`)).status).toBe(200);
}
