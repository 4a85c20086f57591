import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { Code } from "aws-cdk-lib/aws-lambda";
import { bundling } from "./bundling.ts";

/** Bundles the functions all at once, which takes seconds less than one by one, and gives the code of each. */
export function bundleFunctions(names: readonly string[], folder: string): (name: string) => Code {
  const fileOf = (name: string): string => join(folder, name, "index.mjs");
  const { outputFiles } = buildSync({
    ...bundling,
    entryPoints: names.map((name) => ({ in: `functions/${name}.ts`, out: `${name}/index` })),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    write: false,
    logLevel: "error",
  });
  for (const { path, contents } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
  return (name) => Code.fromAsset(dirname(fileOf(name)));
}
