import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { notInstalled } from "../client/command-line/command-line.ts";

export const top = fileURLToPath(new URL("../", import.meta.url));
/** Built packages and their tarballs; git ignores it. */
export const packagesFolder = join(top, ".local/packages");

export interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly [field: string]: unknown;
}

interface Root {
  readonly version: string;
  readonly license: string;
  readonly repository: { readonly type: string; readonly url: string };
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(join(top, path), "utf8"));
export const root = readJson("package.json") as Root;

/** Versions of dependencies, as the project itself is tested with them. */
export function versions(...names: readonly string[]): Readonly<Record<string, string>> {
  const client = readJson("client/package.json") as Pick<Root, "dependencies">;
  const known = { ...root.devDependencies, ...root.dependencies, ...client.dependencies };
  return Object.fromEntries(
    names.map((name) => {
      const version = known[name];
      if (version === undefined) throw new Error(`The project itself does not depend on ${name}`);
      return [name, version];
    }),
  );
}

/** An empty folder with the package's package.json, README and LICENSE. `readme` is read from the top folder. */
export function newFolder(short: string, readme: string, manifest: Manifest): string {
  const folder = join(packagesFolder, short);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const common = {
    version: root.version,
    license: root.license,
    repository: { ...root.repository, directory: dirname(readme) },
    engines: { node: root.engines.node },
    publishConfig: { access: "public", provenance: true },
  };
  const { name, description, ...rest } = manifest;
  writeFileSync(
    join(folder, "package.json"),
    `${JSON.stringify({ name, description, ...common, ...rest }, null, 2)}\n`,
  );
  writeFileSync(join(folder, "README.md"), withoutInnerLinks(readFileSync(join(top, readme), "utf8")));
  copyFileSync(join(top, "LICENSE"), join(folder, "LICENSE"));
  return folder;
}

/** A link to another file of the repository leads nowhere from a package: its words stay. */
const withoutInnerLinks = (page: string): string => page.replaceAll(/\[([^\]]+)\]\((?!https:|#)[^)]*\)/g, "$1");

/** Compiles sources to JavaScript with types and source maps, or to types alone. */
export function compile(
  folder: string,
  {
    files,
    rootDir,
    ...options
  }: { readonly files: readonly string[]; readonly rootDir: string; readonly [option: string]: unknown },
): void {
  const config = join(folder, "tsconfig.json");
  const compilerOptions = {
    rootDir: join(top, rootDir),
    outDir: join(folder, "dist"),
    noEmit: false,
    declaration: true,
    sourceMap: true,
    inlineSources: true,
    rewriteRelativeImportExtensions: true,
    allowImportingTsExtensions: false,
    target: "es2023",
    lib: ["es2023"],
    typeRoots: [join(top, "node_modules/@types")],
    ...options,
  };
  const given = {
    extends: join(top, "tsconfig.json"),
    compilerOptions,
    files: files.map((file) => join(top, file)),
    include: [],
    exclude: [],
  };
  writeFileSync(config, JSON.stringify(given));
  const compiler = join(top, "node_modules/typescript/bin/tsc");
  if (!existsSync(compiler)) throw notInstalled("typescript");
  run(compiler, ["-p", config], top);
  rmSync(config);
}

/** Packs the folder, and answers the path of the tarball. */
export function pack(folder: string): string {
  const said = run("npm", ["pack", "--json", "--pack-destination", packagesFolder], folder);
  const [packed] = JSON.parse(said) as readonly { readonly filename: string }[];
  if (packed === undefined) throw new Error("npm pack made nothing");
  return join(packagesFolder, packed.filename.replace("@", "").replace("/", "-"));
}

function run(command: string, args: readonly string[], cwd: string): string {
  const script = command.endsWith("/tsc");
  const { status, stdout, stderr } = spawnSync(
    script ? process.execPath : command,
    script ? [command, ...args] : args,
    {
      cwd,
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(`${command} failed:\n${stdout}\n${stderr}`);
  return stdout;
}
