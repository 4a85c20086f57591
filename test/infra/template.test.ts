/** @module-tag processes */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Stack } from "aws-cdk-lib";
import type { Template } from "aws-cdk-lib/assertions";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { describe, expect, it } from "vitest";
import { checkAll } from "../../infra/checks.ts";
import { dataOutputs, serviceOutputs } from "../../infra/outputs.ts";
import { readDeployedSettings } from "../../operate/stage.ts";
import { type Resource, synthesized } from "./synthesized.ts";

const { data, service, findings } = synthesized({}, { withBundles: true, withRules: true });

/** One resource a line, without what CDK adds for itself; the names of the code change with every edit of a function. */
const asText = (template: Template): string =>
  Object.entries(template.toJSON()["Resources"] as Record<string, Resource & { Metadata?: unknown }>)
    .map(([id, { Metadata: _metadata, ...resource }]) => `${id} ${JSON.stringify(resource)}`)
    .join("\n")
    .replaceAll(/[0-9a-f]{64}\.zip/g, "CODE.zip");

describe("the templates", () => {
  it("hold nothing that cdk-nag's AwsSolutions or CDK's own rules find and nobody explains", () => {
    expect(findings).toEqual([]);
  });

  it("are held against those rules by every synthesis", () => {
    const outdir = mkdtempSync(join(tmpdir(), "countersign-synth-"));
    const app = new App({ outdir });
    const ours = new Stack(app, "Ours");
    new Queue(ours, "Queue");
    new Queue(new Stack(app, "Theirs"), "Queue");
    checkAll(app, [ours]);
    expect(() => app.synth()).toThrow("AwsSolutions-SQS4");
    expect(readFileSync(join(outdir, "validation-report.json"), "utf8")).not.toContain("Theirs");
    rmSync(outdir, { recursive: true });
  });

  it("tell what the commands ask for", () => {
    const names = (template: Template) =>
      Object.keys(template.toJSON()["Outputs"]).filter((name) => !name.startsWith("Exports"));
    expect(names(data)).toEqual([...dataOutputs]);
    expect(names(service)).toEqual([...serviceOutputs]);
    const settings: string = service.toJSON()["Outputs"].Settings.Value;
    expect(readDeployedSettings(settings)).toMatchObject({ monthlySmsBudget: 50, mailFrom: "security@example.com" });
  });

  it("are as they were; what changed is looked at and taken with `vitest run test/infra -u`", async () => {
    await expect(asText(data)).toMatchFileSnapshot("snapshots/data.txt");
    await expect(asText(service)).toMatchFileSnapshot("snapshots/service.txt");
  });
});
