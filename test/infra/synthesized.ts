import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Template } from "aws-cdk-lib/assertions";
import { addStage, newApp } from "../../infra/app.ts";
import { Countersign } from "../../infra/countersign.ts";
import { stackNames } from "../../infra/outputs.ts";
import type { CountersignProps } from "../../infra/props.ts";
import { readStage, type Stage } from "../../infra/settings.ts";
import { isLong } from "../harness/length.ts";

const cdkJson = JSON.parse(readFileSync(new URL("../../cdk.json", import.meta.url), "utf8"));

/** The example of cdk.json with some of its settings replaced. */
export const exampleWith = (changes: object = {}): CountersignProps => ({
  ...cdkJson.context.stages.example,
  ...changes,
});
export const stageWith = (changes: object = {}): Stage => readStage({ example: exampleWith(changes) }, "example");

export interface Resource {
  readonly Type: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- templates are JSON; the tests look into them
  readonly Properties: Record<string, any>;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: readonly string[];
}

export interface Synthesized {
  readonly data: Template;
  readonly service: Template;
  /** The files of an asset, by the hash that names it. */
  readonly filesOf: (hash: string) => readonly (readonly [name: string, text: string])[];
  /** Findings of the rules, cdk-nag's and CloudFormation's own, by name; null: not asked. */
  readonly findings: readonly string[] | null;
}

interface Report {
  readonly pluginReports: readonly { readonly violations: readonly { readonly ruleName: string }[] }[];
}

/** Bundles of all functions take most of a synthesis, and templates say nothing of them. */
export const withoutBundles = { "aws:cdk:bundling-stacks": [], "aws:cdk:disable-stack-trace": true };

function synthesize(changes: object, { withBundles, withRules }: Required<How>): Synthesized {
  const folder = mkdtempSync(join(tmpdir(), "countersign-synth-"));
  try {
    // CloudFormation's own rules take longer than all the rest: `npm run test:long` holds every stage against them, `npm test` the example.
    process.env["CDK_VALIDATION"] = String(withRules && (isLong || withBundles));
    const app = newApp({ outdir: folder, treeMetadata: false, ...(!withBundles && { context: withoutBundles }) });
    if (withRules) addStage(app, "example", exampleWith(changes));
    else new Countersign(app, "Countersign-example", { ...exampleWith(changes), stageName: "example" });
    const assembly = app.synth();
    const templateOf = (name: string) => Template.fromJSON(assembly.getStackByName(name).template);
    const names = stackNames("example");
    return {
      data: templateOf(names.data),
      service: templateOf(names.service),
      filesOf: readAssets(folder),
      findings: withRules ? readFindings(folder) : null,
    };
  } finally {
    process.env["CDK_VALIDATION"] = "false";
    rmSync(folder, { recursive: true });
  }
}

function readAssets(folder: string): Synthesized["filesOf"] {
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  const files = globSync("asset.*/**/*.*", { cwd: folder }).map((path) => [path, read(path)] as const);
  const byHash = Map.groupBy(files, ([path]) => path.split("/")[0]?.slice("asset.".length) ?? "");
  return (hash) => byHash.get(hash)?.map(([path, text]) => [path.split("/").slice(1).join("/"), text]) ?? [];
}

function readFindings(folder: string): readonly string[] {
  const { pluginReports } = JSON.parse(readFileSync(join(folder, "validation-report.json"), "utf8")) as Report;
  return pluginReports.flatMap(({ violations }) => violations.map(({ ruleName }) => ruleName));
}

interface How {
  readonly withBundles?: boolean;
  readonly withRules?: boolean;
}
const kept = new Map<string, Synthesized>();

/** The stacks of a stage: each is synthesized once for all tests of a worker. */
export function synthesized(changes: object = {}, { withBundles = false, withRules = false }: How = {}): Synthesized {
  const name = JSON.stringify([changes, withBundles]);
  const ruled = `${name} withRules`;
  const known = kept.get(ruled) ?? (withRules ? undefined : kept.get(name));
  const found = known ?? synthesize(changes, { withBundles, withRules });
  kept.set(withRules ? ruled : name, found);
  return found;
}

export const resources = (template: Template, type: string): [string, Resource][] =>
  Object.entries(template.findResources(type) as Record<string, Resource>);

export function only(template: Template, type: string): Resource {
  const all = resources(template, type);
  const [first] = all;
  if (first === undefined || all.length > 1) throw new Error(`There are ${String(all.length)} of ${type}`);
  return first[1];
}
