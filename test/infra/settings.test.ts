/** @module-tag processes */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readStage } from "../../infra/settings.ts";
import { describedStages } from "../../infra/stages.ts";
import { settingsSchema } from "../../shared/settings/settings.ts";
import { exampleWith, stageWith } from "./synthesized.ts";

const issuer = {
  id: "main",
  issuer: "https://login.example.com/",
  audience: "app",
  jwksUri: "https://login.example.com/jwks",
};
const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/0b0c0d";

const restoredTable = {
  name: "restored",
  streamArn: "arn:aws:dynamodb:us-east-1:111122223333:table/restored/stream/2026-11-21T14:00:00.000",
};

const complaint = (changes: object): string => {
  try {
    stageWith(changes);
    return "none";
  } catch (error) {
    return error instanceof Error ? error.message : "no error";
  }
};

describe("a stage", () => {
  it("is the example of cdk.json as it is, kept and watched by default", () => {
    expect(stageWith()).toMatchObject({
      name: "example",
      removalPolicy: "retain",
      logRetentionDays: 90,
      auditRetentionDays: 731,
      throttles: { default: { rate: 200, burst: 400 }, sms: { rate: 20, burst: 40 } },
    });
  });

  it("can choose every setting of the functions, but for those that only the deployment knows", () => {
    const given = Object.keys(stageWith());
    const left = Object.keys(settingsSchema.shape).filter((name) => !given.includes(name));
    expect(left.toSorted()).toEqual([
      "auditLogGroup",
      "eventBusName",
      "kmsKeyId",
      "originSecret",
      "serviceIssuer",
      "settingsPage",
      "smsConfigurationSet",
      "smsNotifyConfiguration",
      "smsNotifyTemplate",
      "smsNotifyVoiceTemplate",
      "smsOrigination",
      "smsPrices",
      "smsProtectConfiguration",
      "smsSenderId",
      "smsVoiceOrigination",
      "tableName",
    ]);
    expect(stageWith({ smsSenderId: "Example" })).toMatchObject({ smsSenderId: "Example" });
    expect(stageWith({ smsProvider: "notify", smsNotifyConfiguration: "nc-1" })).toMatchObject({
      smsProvider: "notify",
      smsNotifyConfiguration: "nc-1",
    });
  });

  it.each([
    ["alarmEmail", { alarmEmail: undefined }, "alarmEmail: is missing"],
    ["monthlySmsBudgetUsd", { monthlySmsBudgetUsd: 0 }, "monthlySmsBudgetUsd: must be more than 0"],
    ["trustedIssuers", { trustedIssuers: undefined }, "trustedIssuers: is missing"],
    [
      "an issuer's field",
      { trustedIssuers: [{ ...issuer, jwksUri: undefined }] },
      "trustedIssuers.0.jwksUri: give either",
    ],
    ["keys over http", { trustedIssuers: [{ ...issuer, jwksUri: "http://login.example.com/jwks" }] }, "by https only"],
    ["a country that is none", { smsCountries: ["DE", "UK"] }, "smsCountries: UK is no country"],
    ["an origin with a path", { corsOrigins: ["https://app.example.com/"] }, "corsOrigins.0: exact origins"],
    ["a rule out of its bounds", { smsCodeSeconds: 3600 }, "smsCodeSeconds: must be a whole number from 60 to 600"],
    ["days that CloudWatch has not", { logRetentionDays: 8 }, "logRetentionDays: a number of days that CloudWatch"],
    ["a name of no setting", { smsCountires: [] }, "no field is called smsCountires"],
    ["a wrong throttle", { throttles: { sms: { rate: -1, burst: 1 } } }, "throttles.sms.rate: must be more than 0"],
    ["nothing as a rule", { totpWindow: null }, "totpWindow: must be a whole number from 0 to 1"],
    ["a list as a rule", { dataKeyCacheSeconds: [] }, "dataKeyCacheSeconds: must be a whole number from 0 to 300"],
    ["false as a rule", { totpWindow: false }, "totpWindow: must be a whole number from 0 to 1"],
    ["a number as a name", { appName: 7 }, "appName: must be a text"],
    ["a country in small letters", { smsCountries: ["ch"] }, "smsCountries: ch is no country"],
    [
      "a floor of a field that has none",
      { policyFloor: { issuerName: "A" } },
      "policyFloor: no field is called issuerName",
    ],
    ["an account number as a number", { account: 111122223333 }, "account: "],
    ["an edge without a domain", { edge: {} }, "edge: needs a domain"],
    [
      "an edge with a certificate of the stage's region",
      {
        edge: {},
        domain: { name: "a.example", certificateArn: certificateArn.replace("us-east-1", "eu-central-1") },
      },
      "domain.certificateArn: CloudFront takes certificates of us-east-1 only",
    ],
    [
      "a stream of another table",
      { restoredTable: { ...restoredTable, name: "other" } },
      "this is another table's stream",
    ],
    [
      "a restored table elsewhere",
      { region: "eu-central-1", restoredTable },
      "restoredTable.streamArn: the table must be in the stage's region",
    ],
    [
      "a certificate elsewhere",
      { region: "eu-central-1", domain: { name: "a.example", certificateArn } },
      "domain.certificateArn: the certificate must be in the stage's region",
    ],
  ])("%s stops the synthesis with a sentence that names it", (_what, changes, sentence) => {
    expect(complaint(changes)).toContain('The stage "example" is wrong.');
    expect(complaint(changes)).toContain(sentence);
  });

  it.each(["eu-central-1", "us-gov-west-1", "eusc-de-east-1"])("may be in %s", (region) => {
    expect(stageWith({ region }).region).toBe(region);
  });

  it("that is not there is named, with those that are", () => {
    expect(() => readStage({ test: {}, prod: {} }, "prd")).toThrow(
      'There is no stage "prd" in stages/ or cdk.json. There is: test, prod.',
    );
    expect(() => readStage(undefined, "prod")).toThrow("There is: none.");
    expect(() => readStage({ Prod: {} }, "Prod")).toThrow("lower-case letters, digits and dashes");
  });
});

describe("a stage in a file of its own", () => {
  const top = mkdtempSync(join(tmpdir(), "countersign-stages-"));
  afterAll(() => rmSync(top, { recursive: true }));
  const writeStage = (name: string, text: string): void => writeFileSync(join(top, "stages", `${name}.json`), text);
  mkdirSync(join(top, "stages"));
  cpSync("cdk.json", join(top, "cdk.json"));

  it("is found beside those of cdk.json, and git does not see it", () => {
    writeStage("prod", JSON.stringify({ ...exampleWith(), appName: "Larch" }));
    expect(readStage(describedStages(top), "prod").appName).toBe("Larch");
    expect(readStage(describedStages(top), "example").appName).toBe("Example");
    const { status } = spawnSync("git", ["check-ignore", "--no-index", "-q", "stages/prod.json"]);
    expect(status).toBe(0);
  });

  it("that cannot be read, or is described twice, stops everything with its name", () => {
    writeStage("test", "{");
    expect(() => describedStages(top)).toThrow("stages/test.json is not valid JSON.");
    writeStage("test", '{"policyFloor":{"required":true,"required":false}}');
    expect(() => describedStages(top)).toThrow('stages/test.json names "required" twice.');
    rmSync(join(top, "stages/test.json"));
    writeStage("example", "{}");
    expect(() => describedStages(top)).toThrow('The stage "example" is described twice');
  });
});

describe("npm run deploy", () => {
  const run = (...args: string[]) => {
    const { status, stderr } = spawnSync(process.execPath, ["bin/cdk.ts", ...args], { encoding: "utf8" });
    return { status, stderr };
  };

  it.each([
    ["without a stage", [], "Name the stage: npm run deploy -- --stage prod"],
    ["of the example", ["--stage", "example"], "trusts a login that does not exist"],
    [
      "of a stage that is not there",
      ["--stage=prd"],
      'There is no stage "prd" in stages/ or cdk.json. There is: example.',
    ],
  ])("%s says so and does nothing", (_what, args, sentence) => {
    const { status, stderr } = run("deploy", ...args);
    expect(status).toBe(1);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain("    at ");
  });

  it("--help names the options of docs/deploy.md, and asks for no stage", () => {
    const { status, stdout } = spawnSync(process.execPath, ["bin/cdk.ts", "deploy", "--help"], { encoding: "utf8" });
    expect(status).toBe(0);
    for (const option of ["--stage NAME", "--require-approval never", "--exclusively", "--all"])
      expect(stdout).toContain(option);
  });
});
