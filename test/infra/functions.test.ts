/** @module-tag processes */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Annotations, Match, Template } from "aws-cdk-lib/assertions";
import { App, Aspects, Stack } from "aws-cdk-lib";
import { Code, Function as BareFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { describe, expect, it } from "vitest";
import { OnlyServiceFunctions } from "../../infra/checks.ts";
import { Countersign } from "../../infra/countersign.ts";
import type { Route } from "../../shared/contract/route.ts";
import { routes } from "../../shared/contract/routes.ts";
import { functionName } from "./roles.ts";
import { exampleWith, resources, synthesized } from "./synthesized.ts";

const { service, filesOf } = synthesized({}, { withBundles: true });
const functions = resources(service, "AWS::Lambda::Function").map(([id, one]) => ({
  id,
  name: functionName(one),
  ...one,
}));

describe("the functions", () => {
  it("are those of the route table, the one that answers the rest, the consumers and the schedule's", () => {
    const steps = (Object.values(routes) as readonly Route[]).map((row) => row.function.replaceAll("/", "-"));
    const others = [
      "not-found",
      "events-publish-events",
      "events-notify-user",
      "scheduled-rotate-signing-keys",
      "scheduled-remind-of-recoveries",
      "events-count-sms",
    ];
    expect(functions.map(({ name }) => name).toSorted()).toEqual([...steps, ...others].toSorted());
  });

  it.each(functions)(
    "$name runs on Node 24 and arm64, and logs JSON into its own group for a while",
    ({ name, Properties }) => {
      expect(Properties).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        Handler: "index.handler",
        LoggingConfig: { LogFormat: "JSON", ApplicationLogLevel: "INFO", SystemLogLevel: "WARN" },
      });
      const group = service.findResources("AWS::Logs::LogGroup")[Properties["LoggingConfig"].LogGroup.Ref];
      expect(group?.["Properties"]).toMatchObject({ RetentionInDays: 90 });
      expect(String(group?.["Properties"].LogGroupName).replaceAll("/", "-")).toBe(`-countersign-example-${name}`);
      expect(Properties["VpcConfig"]).toBeUndefined();
      expect(Properties["TracingConfig"]).toBeUndefined();
    },
  );

  it("are traced where the stage says so", () => {
    for (const [, { Properties }] of resources(synthesized({ tracing: true }).service, "AWS::Lambda::Function"))
      expect(Properties["TracingConfig"]).toEqual({ Mode: "Active" });
  });

  it("have a role each", () => {
    const roles = functions.map(({ Properties }) => Properties["Role"]["Fn::GetAtt"][0]);
    expect(new Set(roles).size).toBe(functions.length);
    for (const [, role] of resources(service, "AWS::IAM::Role"))
      expect(role.Properties["ManagedPolicyArns"]).toBeUndefined();
  });

  it("have a bundle each: one file, and beside it a map that no start reads and that holds no source", () => {
    const hashes = functions.map(({ Properties }) => String(Properties["Code"].S3Key).replace(".zip", ""));
    expect(new Set(hashes).size).toBe(functions.length);
    for (const hash of hashes) {
      const files = new Map(filesOf(hash));
      expect([...files.keys()].toSorted()).toEqual(["index.mjs", "index.mjs.map"]);
      const code = files.get("index.mjs");
      const map = JSON.parse(files.get("index.mjs.map") ?? "");
      expect(map.sourcesContent).toBeUndefined();
      expect(map.sources.length).toBeGreaterThan(5);
      expect(code).toContain("handler");
      expect(code).not.toContain("sourceMappingURL");
    }
  });

  const reservedIn = (template: Template) =>
    Object.fromEntries(
      resources(template, "AWS::Lambda::Function").flatMap(([, one]) => {
        const reserved: unknown = one.Properties["ReservedConcurrentExecutions"];
        return reserved === undefined ? [] : [[functionName(one), reserved]];
      }),
    );

  it("reserve nothing by default: a new account's quota would refuse it", () => {
    expect(reservedIn(service)).toEqual({});
  });

  it("that send SMS cannot take all that the account may run at once, if the stage says so; verify is not bound", () => {
    expect(reservedIn(synthesized({ reservedConcurrency: { login: 100, sms: 20 } }).service)).toEqual({
      "admin-check-caller": 20,
      "complete-recovery": 20,
      "enroll-factor": 20,
      login: 100,
      "resend-enrollment-sms": 20,
      "send-sms": 20,
      "undo-change": 20,
    });
  });
});

/** Here, since only this file makes the bundles, which take longer than all else of the stacks' tests. */
describe("the construct in somebody's own app", () => {
  it("makes the templates that the project's own command makes, wherever it stands", () => {
    const outdir = mkdtempSync(join(tmpdir(), "countersign-construct-"));
    const env = { account: "111122223333", region: "eu-west-1" };
    const shop = new Stack(new App({ outdir }), "Shop", { env });
    const made = new Countersign(shop, "SecondFactor", exampleWith({ stageName: "example" }));
    const { data, service: whole } = synthesized(env, { withBundles: true });
    const withoutPaths = (template: Template) =>
      JSON.stringify(template.toJSON(), (key, value: unknown) => (key === "Metadata" ? undefined : value));
    expect(withoutPaths(Template.fromStack(made.dataStack))).toBe(withoutPaths(data));
    expect(withoutPaths(Template.fromStack(made.serviceStack))).toBe(withoutPaths(whole));
    rmSync(outdir, { recursive: true });
  });
});

describe("a bare function", () => {
  it("is refused", () => {
    const stack = new Stack(new App(), "Somebody");
    new BareFunction(stack, "Else", {
      runtime: Runtime.NODEJS_24_X,
      handler: "index.handler",
      code: Code.fromInline("1"),
    });
    Aspects.of(stack).add(new OnlyServiceFunctions());
    const errors = Annotations.fromStack(stack).findError(
      "/Somebody/Else/Resource",
      Match.stringLikeRegexp("not a ServiceFunction"),
    );
    expect(errors).toHaveLength(1);
  });
});
