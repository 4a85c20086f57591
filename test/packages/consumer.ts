import { execFile } from "node:child_process";
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { pack } from "../../packages/folder.ts";

export const top = fileURLToPath(new URL("../../", import.meta.url));
const started = promisify(execFile);

/** The machine's own Node, which may be older than the Node of the tests. */
const machineNode =
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"))
    .map((folder) => join(folder, "node"))
    .find((path) => existsSync(path)) ?? process.execPath;

export interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly repository: { readonly url: string };
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** How a project of somebody's resolves modules. */
export const resolutions = {
  "a web app with a bundler": { module: "esnext", moduleResolution: "bundler", lib: ["es2022", "dom"], types: [] },
  "a server": {
    module: "nodenext",
    moduleResolution: "nodenext",
    lib: ["es2022", "dom"],
    types: ["node"],
    exactOptionalPropertyTypes: true,
  },
} as const;

const sizeOf = (path: string): number => {
  const found = statSync(path);
  return found.isFile() ? found.size : 0;
};

/** An empty project into which packed files are installed. What they depend on is linked from the project's own node_modules. */
export class Consumer {
  readonly folder = mkdtempSync(join(tmpdir(), "consumer-"));
  /** Bytes of the packed file that was installed last, and of its files. */
  sizes = { packed: 0, unpacked: 0 };
  readonly #modules = join(this.folder, "node_modules");

  constructor(type: "module" | "commonjs" = "module") {
    writeFileSync(join(this.folder, "package.json"), JSON.stringify({ type }));
    mkdirSync(this.#modules);
  }

  /** Packs a built folder, and installs the file. Answers the files in it. */
  async install(built: string): Promise<readonly string[]> {
    const packed = pack(built);
    const json = readManifest(built);
    const installed = join(this.#modules, json.name);
    mkdirSync(installed, { recursive: true });
    await started("tar", ["-xzf", packed, "-C", installed, "--strip-components=1"]);
    this.link(...Object.keys({ ...json.dependencies, ...json.peerDependencies }));
    const { stdout } = await started("tar", ["-tzf", packed]);
    const sum = globSync("**/*", { cwd: installed }).reduce((all, path) => all + sizeOf(join(installed, path)), 0);
    this.sizes = { packed: statSync(packed).size, unpacked: sum };
    rmSync(packed);
    return stdout.trim().split("\n");
  }

  /** Brings packages that the project has. */
  link(...names: readonly string[]): void {
    for (const name of names) {
      const place = join(this.#modules, name);
      if (existsSync(place)) continue;
      mkdirSync(dirname(place), { recursive: true });
      symlinkSync(join(top, "node_modules", name), place);
    }
  }

  manifestOf = (name: string): PackageJson => readManifest(join(this.#modules, name));
  textOf = (path: string): string => readFileSync(join(this.#modules, path), "utf8");

  /** Runs a script, and answers what it printed. */
  async run(name: string, text: string, node = machineNode): Promise<string> {
    writeFileSync(join(this.folder, name), text);
    const { stdout } = await started(node, ["--preserve-symlinks-main", name], { cwd: this.folder });
    return stdout;
  }

  /** Complaints of the compiler at its strictest. */
  async complaints(text: string, options: object, file = "app.ts"): Promise<string> {
    writeFileSync(join(this.folder, file), text);
    const strict = {
      strict: true,
      noEmit: true,
      target: "es2022",
      skipLibCheck: false,
      typeRoots: [join(top, "node_modules/@types")],
    };
    const config = { compilerOptions: { ...strict, ...options }, files: [file] };
    writeFileSync(join(this.folder, "tsconfig.json"), JSON.stringify(config));
    const tsc = join(top, "client/node_modules/typescript/bin/tsc");
    const { stdout } = await started(process.execPath, [tsc, "-p", "."], { cwd: this.folder }).catch(
      (error: unknown) => error as { stdout: string },
    );
    return stdout;
  }

  remove = (): void => rmSync(this.folder, { recursive: true });
}

const readManifest = (folder: string): PackageJson =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as PackageJson;

/** Rules that hold for the files of every package. */
export const misses = (files: readonly string[], { exports }: PackageJson): readonly string[] => {
  const named = Object.values(exports).flatMap((one) => (typeof one === "string" ? [one] : [one.types, one.default]));
  const wanted = ["./README.md", "./LICENSE", ...named.filter((path) => !path.includes("*"))];
  return wanted.filter((path) => !files.includes(path.replace("./", "package/")));
};
export const unwanted = (files: readonly string[]): readonly string[] =>
  files.filter((path) => /(?<!\.d)\.ts$|tsconfig|\/test\//.test(path));
