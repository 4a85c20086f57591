import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Code } from "aws-cdk-lib/aws-lambda";
import { buildSync, type Metafile } from "esbuild";
import type { SmsProvider } from "../shared/settings/settings.ts";
import { bundling, forProvider } from "./bundling.ts";

const sources = join(bundling.absWorkingDir, "functions");
const namesOfAll = (): readonly string[] =>
  globSync("**/*.ts", { cwd: sources }).map((file) => file.slice(0, -".ts".length));

/** Files by their path, and the functions whose code depends on the provider of SMS. */
interface Bundles {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly varying: readonly string[];
}

/** Cached per process. One build of all functions is several times as fast as one build each. */
const made = new Map<SmsProvider, Bundles>();

/** For a second provider only what depends on it is bundled: the rest would be the same, byte for byte. */
function make(provider: SmsProvider): Bundles {
  const [other] = made.values();
  const names = other?.varying ?? namesOfAll();
  const { outputFiles, metafile } = buildSync({
    ...bundling,
    ...forProvider(provider),
    entryPoints: names.map((name) => ({ in: `functions/${name}.ts`, out: name })),
    outdir: sources,
    // For the frames of a failure; without the sources themselves, and not named in the code, so that no start reads it.
    sourcemap: "external",
    sourcesContent: false,
    write: false,
    metafile: true,
    logLevel: "error",
  });
  const built = outputFiles.map(({ path, contents }) => [path.slice(sources.length + 1), contents] as const);
  return {
    files: new Map([...(other?.files ?? []), ...built]),
    varying: other?.varying ?? names.filter((name) => dependsOnProvider(metafile.outputs[`functions/${name}.js`])),
  };
}

/** Whether a module of the function reads the name that `forProvider` puts in its place. */
const dependsOnProvider = (output: Metafile["outputs"][string] | undefined): boolean =>
  output === undefined || Object.keys(output.inputs).some((path) => readsProvider(path));

function readsProvider(path: string): boolean {
  if (!path.startsWith("shared/") && !path.startsWith("functions/")) return false;
  return /process\.env(?:\.|\[")SMS_PROVIDER/.test(readFileSync(join(bundling.absWorkingDir, path), "utf8"));
}

/** Writes the bundles of all functions and their source maps to a folder, a folder for each. */
export function writeBundles(folder: string, provider: SmsProvider): void {
  const bundles = made.get(provider) ?? make(provider);
  made.set(provider, bundles);
  for (const [path, contents] of bundles.files) {
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
