/** @module-tag processes */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readStage } from "../../infra/settings.ts";
import { asLines, statementsByFunction } from "./roles.ts";
import { resources, stageWith, synthesized } from "./synthesized.ts";

const restoredTable = {
  name: "countersign-example-restored",
  streamArn:
    "arn:aws:dynamodb:eu-central-1:111122223333:table/countersign-example-restored/stream/2026-11-21T14:00:00.000",
};
const { data, service, findings } = synthesized({ restoredTable }, { withRules: true });
const usual = synthesized();
const text = (value: unknown): string => JSON.stringify(value);

describe("a stage that serves from a restored table", () => {
  it("names the data stack's own table nowhere in its service, and lets it export nothing of it", () => {
    const ofTable = /Countersign-example-Data:ExportsOutput\w*Table(?!Key)/;
    expect(text(usual.service.toJSON())).toMatch(ofTable);
    expect(text(service.toJSON())).not.toMatch(ofTable);
    const exported = (template: typeof data) => Object.keys(template.toJSON()["Outputs"]);
    expect(exported(usual.data).filter((name) => /^ExportsOutput\w*Table(?!Key)/.test(name))).toHaveLength(3);
    expect(exported(data).filter((name) => /^ExportsOutput\w*Table(?!Key)/.test(name))).toEqual([]);
  });

  it("reads and writes it, follows its stream, watches it and tells its name", () => {
    for (const [, { Properties }] of resources(service, "AWS::Lambda::Function"))
      expect(Properties["Environment"].Variables.TABLE_NAME).toBe(restoredTable.name);
    const readers = resources(service, "AWS::Lambda::EventSourceMapping");
    expect(readers).toHaveLength(2);
    for (const [, { Properties }] of readers) expect(Properties["EventSourceArn"]).toBe(restoredTable.streamArn);
    const watched = text(resources(service, "AWS::CloudWatch::Alarm")).match(/"TableName","Value":"[^"]+"/g);
    expect(new Set(watched)).toEqual(new Set([`"TableName","Value":"${restoredTable.name}"`]));
    expect(service.toJSON()["Outputs"].TableName.Value).toBe(restoredTable.name);
  });

  it("gives its functions the same permissions, on the restored table", () => {
    const roles = statementsByFunction(service);
    for (const [name, statements] of statementsByFunction(usual.service)) {
      const restored = roles.get(name) ?? [];
      expect(asLines(restored)).toEqual(asLines(statements));
      const tables = restored.filter(({ Action }) => /dynamodb:(\w+Item|Query)/.test(text(Action)));
      for (const { Resource } of tables) expect(text(Resource)).toContain(`:table/${restoredTable.name}"`);
    }
  });

  it("changes nothing else of what is kept: both tables are there to look into", () => {
    const kept = (template: typeof data) => template.toJSON()["Resources"];
    expect(kept(data)).toEqual(kept(usual.data));
    expect(findings).toEqual([]);
  });
});

describe("docs/data-protection.md", () => {
  const page = readFileSync(new URL("../../docs/data-protection.md", import.meta.url), "utf8");

  it("names the setting as it is read", () => {
    const [, shown = ""] = /^("restoredTable": .*)$/m.exec(page) ?? [];
    const { restoredTable: setting } = JSON.parse(`{${shown.replaceAll("…", "eu-central-1:111122223333")}}`);
    const { streamArn } = setting;
    const stage = stageWith({ restoredTable: { ...setting, streamArn: streamArn.replace(/stream\/.*/, "stream/1") } });
    expect(stage.restoredTable?.name).toBe("countersign-prod-restored");
    expect(() => readStage({ prod: { restoredTabel: setting } }, "prod")).toThrow("restoredTabel");
  });

  it("deploys the service before the data stack, which may not drop an export that is still used", () => {
    const deployments = [...page.matchAll(/^npm run deploy -- (.*)$/gm)].map(([, rest]) => rest);
    expect(deployments).toEqual(["--stage prod --exclusively Countersign-prod-Service", "--stage prod"]);
  });
});
