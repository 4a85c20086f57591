/** @module-tag processes */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCdk } from "../../packages/cdk.ts";
import { routes } from "../../shared/contract/routes.ts";
import { synthesized } from "../infra/synthesized.ts";
import { Consumer, misses, resolutions, top, unwanted } from "./consumer.ts";

const readme = readFileSync(join(top, "packages/cdk/README.md"), "utf8");
const consumer = new Consumer("commonjs");
let files: readonly string[] = [];
beforeAll(async () => {
  files = await consumer.install(await buildCdk());
  consumer.link("@types/node");
  writeFileSync(join(consumer.folder, "app.cjs"), app);
}, 600_000);
afterAll(consumer.remove);

const settings = (
  JSON.parse(readFileSync(join(top, "cdk.json"), "utf8")) as { context: { stages: { example: object } } }
).context.stages.example;
/** Somebody's app, with a stack of theirs beside it: the construct, a rule on its bus, a function without any rule of ours. */
const app = `
  const { App, Stack } = require("aws-cdk-lib");
  const { Rule } = require("aws-cdk-lib/aws-events");
  const { Code, Function: Lambda, Runtime } = require("aws-cdk-lib/aws-lambda");
  const { Countersign } = require("@countersign/cdk");
  const app = new App({ outdir: "cdk.out" });
  const shop = new Stack(app, "Shop", { env: { account: "111122223333", region: "eu-central-1" } });
  const secondFactor = new Countersign(shop, "SecondFactor", { ...${JSON.stringify(settings)}, stageName: "example" });
  new Rule(shop, "Locked", { eventBus: secondFactor.eventBus, eventPattern: { detailType: ["method.locked"] } });
  new Lambda(shop, "Own", { runtime: Runtime.NODEJS_24_X, handler: "index.handler", code: Code.fromInline("0") });
  app.synth();
  console.log(secondFactor.stacks.map(({ stackName }) => stackName).join());
`;
const template = (text: string): object =>
  JSON.parse(text, (key, value: unknown) =>
    key === "Metadata" || key === "CDKMetadata" ? undefined : value,
  ) as object;

describe("the packed construct", () => {
  it("has the code of every function, its types and its licence, and no sources", () => {
    expect(misses(files, consumer.manifestOf("@countersign/cdk"))).toEqual([]);
    expect(unwanted(files)).toEqual([]);
    const bundles = files.flatMap((path) => /^package\/functions\/\w+\/(.*)\/index\.mjs$/.exec(path)?.[1] ?? []);
    expect(bundles).toEqual(expect.arrayContaining(Object.values(routes).map((route) => route.function)));
  });

  it("is as small as its README says, and brings what providers of SMS have in common once", () => {
    const [, packed = 0, unpacked = 0] = /at most (\d+) MB, (\d+) MB unpacked/.exec(readme)?.map(Number) ?? [];
    const { sizes } = consumer;
    expect(sizes.packed / 1e6).toBeLessThanOrEqual(packed);
    expect(sizes.unpacked / 1e6).toBeLessThanOrEqual(unpacked);
    const places = (name: string) => files.filter((path) => path.endsWith(`/${name}/index.mjs`));
    expect(places("regenerate-backup-codes")).toEqual(["package/functions/any/regenerate-backup-codes/index.mjs"]);
  });

  it("synthesizes in somebody's app without the repository, and its templates equal those of this project's command", async () => {
    const stdout = await consumer.run("app.cjs", app);
    expect(stdout).toBe("Countersign-example-Data,Countersign-example-Service\n");
    const { data, service } = synthesized({ account: "111122223333", region: "eu-central-1" }, { withBundles: true });
    const made = (name: string) =>
      template(readFileSync(join(consumer.folder, `cdk.out/Countersign-example-${name}.template.json`), "utf8"));
    for (const [name, ours] of Object.entries({ Data: data, Service: service })) {
      const { Resources, Outputs } = template(JSON.stringify(ours.toJSON())) as Record<string, unknown>;
      expect(made(name)).toMatchObject({ Resources, Outputs });
    }
  });

  it("is imported by name from an ES module", async () => {
    const stdout = await consumer.run(
      "app.mjs",
      'import { Countersign } from "@countersign/cdk"; console.log(typeof Countersign);',
    );
    expect(stdout).toBe("function\n");
  });

  it("refuses wrong settings with a sentence", async () => {
    const wrong = app.replace('stageName: "example"', 'stageName: "example", smsCountires: []');
    await expect(consumer.run("wrong.cjs", wrong)).rejects.toThrow("no field is called smsCountires");
  });

  it.each([
    ["CommonJS", "nodenext", "app.cts"],
    ["ES modules", "nodenext", "app.mts"],
    ["a bundler", "bundler", "app.ts"],
  ])("type-checks in a project of %s", async (_, moduleResolution, file) => {
    const complaints = await consumer.complaints(
      `import { Countersign } from "@countersign/cdk";
       import { App, Stack } from "aws-cdk-lib";
       const stack = new Stack(new App(), "Shop");
       const issuer = { id: "main", issuer: "https://login.example.com/", audience: "my-app", jwksUri: "https://login.example.com/jwks" };
       const made = new Countersign(stack, "SecondFactor", {
         trustedIssuers: [issuer],
         monthlySmsBudgetUsd: 50,
         alarmEmail: "a@example.com",
         smsPerUserDay: 5,
       });
       const url: string = made.url;
       // @ts-expect-error -- a slip of the pen
       new Countersign(stack, "Other", { trustedIssuers: [issuer], monthlySmsBudgetUsd: 50, smsCountires: [] });
       // @ts-expect-error -- the budget is missing
       new Countersign(stack, "Third", { trustedIssuers: [issuer] });
       console.log(url);`,
      {
        ...resolutions["a server"],
        moduleResolution,
        module: moduleResolution === "bundler" ? "esnext" : "nodenext",
        // The CDK's own types do not know it.
        exactOptionalPropertyTypes: false,
        skipLibCheck: true,
      },
      file,
    );
    expect(complaints).toBe("");
  });
});
