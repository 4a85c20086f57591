import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { notJson, strictJson } from "../shared/settings/strict-json.ts";

export class WrongSettings extends Error {
  override readonly name = "WrongSettings";
}

/**
 * Every described stage, unread: those of cdk.json, and a file of its own for each in stages/, which git ignores, so that an update never
 * meets them.
 */
export function describedStages(top: string, ofCdkJson?: unknown): Readonly<Record<string, unknown>> {
  const { context } = readStageFile(join(top, "cdk.json"), "cdk.json") as { context: { stages: object } };
  const stages = { ...context.stages, ...(typeof ofCdkJson === "object" ? ofCdkJson : {}) };
  const own = globSync("stages/*.json", { cwd: top }).map((path) => [basename(path, ".json"), path] as const);
  const twice = own.find(([name]) => name in stages);
  if (twice) throw new WrongSettings(`The stage "${twice[0]}" is described twice: in cdk.json and in ${twice[1]}.`);
  return { ...stages, ...Object.fromEntries(own.map(([name, path]) => [name, readStageFile(join(top, path), path)])) };
}

function readStageFile(path: string, name: string): unknown {
  try {
    return strictJson(readFileSync(path, "utf8"));
  } catch (error) {
    throw new WrongSettings(`${name} ${notJson(error)}.`);
  }
}
