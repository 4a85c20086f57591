import { globSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Code } from "aws-cdk-lib/aws-lambda";
import { buildSync } from "esbuild";
import type { SmsProvider } from "../shared/settings/settings.ts";
import { bundling, forProvider } from "./bundling.ts";

const sources = join(bundling.absWorkingDir, "functions");
const namesOfAll = (): readonly string[] =>
  globSync("**/*.ts", { cwd: sources }).map((file) => file.slice(0, -".ts".length));

/** Cached per process. One build of all functions is several times as fast as one build each. */
const made = new Map<SmsProvider, ReadonlyMap<string, Uint8Array>>();

function make(provider: SmsProvider): ReadonlyMap<string, Uint8Array> {
  const names = namesOfAll();
  const { outputFiles } = buildSync({
    ...bundling,
    ...forProvider(provider),
    entryPoints: names.map((name) => ({ in: `functions/${name}.ts`, out: name })),
    outdir: sources,
    // For the frames of a failure; without the sources themselves, and not named in the code, so that no start reads it.
    sourcemap: "external",
    sourcesContent: false,
    write: false,
    logLevel: "error",
  });
  return new Map(outputFiles.map(({ path, contents }) => [path.slice(sources.length + 1), contents]));
}

/** Writes the bundles of all functions and their source maps to a folder, a folder for each. */
export function writeBundles(folder: string, provider: SmsProvider): void {
  const files = made.get(provider) ?? make(provider);
  made.set(provider, files);
  for (const [path, contents] of files) {
    const [, name = "", end = ""] = /^(.*)\.js(\.map)?$/.exec(path) ?? [];
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, `index.mjs${end}`), contents);
  }
}

/** Bundles all functions into a folder of the assembly, and returns the code of each by its name. */
export function functionCode(assembly: string, provider: SmsProvider): (name: string) => Code {
  const folder = join(assembly, "functions");
  writeBundles(folder, provider);
  return (name) => Code.fromAsset(join(folder, name));
}
