import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build } from "esbuild";
import { type SmsProvider, smsProviders } from "../shared/settings/settings.ts";
import { bundling, forProvider } from "./bundling.ts";

/**
 * Bundles functions into a folder, each with its source map, and prints the sources of each: `node infra/build-bundles.ts sns <folder> <names>`.
 * A process of its own, because constructs are made without waiting, and esbuild then changes no source.
 */
const [provider = "", folder = "", ...names] = process.argv.slice(2);
const isProvider = (name: string): name is SmsProvider => smsProviders.some((known) => known === name);
if (!isProvider(provider)) throw new Error(`${provider} is no provider of SMS`);
const outdir = join(bundling.absWorkingDir, "functions");
const { metafile, outputFiles } = await build({
  ...bundling,
  ...forProvider(provider),
  entryPoints: names.map((name) => ({ in: `functions/${name}.ts`, out: name })),
  // Nothing is written there: a source map names the sources as seen from it.
  outdir,
  write: false,
  // For the frames of a failure; without the sources themselves, and not named in the code, so that no start reads it.
  sourcemap: "external",
  sourcesContent: false,
  metafile: true,
  logLevel: "error",
});
for (const { path, contents } of outputFiles) {
  const file = join(folder, relative(outdir, path));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, contents);
}
const sources = Object.values(metafile.outputs).flatMap(({ entryPoint, inputs }) =>
  entryPoint === undefined ? [] : [[entryPoint.slice("functions/".length, -".ts".length), Object.keys(inputs)]],
);
process.stdout.write(JSON.stringify(Object.fromEntries(sources)));
