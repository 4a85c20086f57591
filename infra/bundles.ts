import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Code } from "aws-cdk-lib/aws-lambda";
import type { SmsProvider } from "../shared/settings/settings.ts";

const top = join(import.meta.dirname, "..");
const namesOfAll = (): readonly string[] =>
  globSync("**/*.ts", { cwd: join(top, "functions") }).map((file) => file.slice(0, -".ts".length));

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
  const folder = mkdtempSync(join(tmpdir(), "countersign-bundles-"));
  try {
    const script = join(import.meta.dirname, "bundling.ts");
    const printed = execFileSync(process.execPath, [script, provider, folder, ...names], {
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    });
    const sources = JSON.parse(printed) as Readonly<Record<string, readonly string[]>>;
    const built = globSync("**/*.js{,.map}", { cwd: folder }).map(
      (path) => [path, readFileSync(join(folder, path))] as const,
    );
    return {
      files: new Map([...(other?.files ?? []), ...built]),
      varying: other?.varying ?? names.filter((name) => sources[name]?.some(readsProvider) ?? true),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Whether a module of the function reads the name that `forProvider` puts in its place. */
function readsProvider(path: string): boolean {
  if (!path.startsWith("shared/") && !path.startsWith("functions/")) return false;
  return /process\.env(?:\.|\[")SMS_PROVIDER/.test(readFileSync(join(top, path), "utf8"));
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
