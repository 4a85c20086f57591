import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build, type Plugin } from "esbuild";
import { writeBundles } from "../infra/bundles.ts";
import { smsProviders } from "../shared/settings/settings.ts";
import { compile, newFolder, packagesFolder, root, top } from "./folder.ts";

/** Where `npm run build:functions` leaves the code of the functions. */
const functionsFolder = join(packagesFolder, "functions");

/** Bundles all functions, each into a folder of its own. */
export function buildFunctions(): string {
  rmSync(functionsFolder, { recursive: true, force: true });
  for (const provider of smsProviders) writeBundles(join(functionsFolder, provider), provider);
  return functionsFolder;
}

/** The package brings the functions as they are: it needs no bundler. */
const prebuilt: Plugin = {
  name: "prebuilt",
  setup: ({ onResolve }) => onResolve({ filter: /\/bundles\.ts$/ }, () => ({ path: join(top, "infra/prebuilt.ts") })),
};

/** Types of the construct, which name nothing but the CDK's. */
const publicTypes = ["countersign", "props", "setting-props"];

/** `@countersign/cdk`: one CommonJS file, since most CDK apps are; Node imports it from ES modules too. */
export async function buildCdk(): Promise<string> {
  const folder = newFolder("cdk", "packages/cdk/README.md", {
    name: "@countersign/cdk",
    description: "A CDK construct: the second factor for any login, in your own AWS account.",
    keywords: ["aws-cdk", "cdk", "2fa", "mfa", "countersign"],
    main: "./index.js",
    types: "./dist/countersign.d.ts",
    exports: {
      ".": { types: "./dist/countersign.d.ts", default: "./index.js" },
      "./package.json": "./package.json",
    },
    files: ["index.js", "index.js.map", "dist", "functions"],
    peerDependencies: {
      "aws-cdk-lib": `^${root.devDependencies["aws-cdk-lib"] ?? ""}`,
      constructs: `^${root.devDependencies["constructs"] ?? ""}`,
    },
  });
  await build({
    absWorkingDir: top,
    entryPoints: ["infra/countersign.ts"],
    outfile: join(folder, "index.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["aws-cdk-lib", "constructs"],
    // The names of classes are seen in messages and in the tree of constructs.
    keepNames: true,
    sourcemap: "linked",
    sourcesContent: false,
    define: { "import.meta.dirname": "__dirname" },
    plugins: [prebuilt],
    logLevel: "error",
  });
  const types = join(folder, "types");
  mkdirSync(types);
  compile(types, {
    rootDir: ".",
    files: ["infra/countersign.ts"],
    emitDeclarationOnly: true,
    sourceMap: false,
    inlineSources: false,
    declaration: true,
    lib: ["es2024"],
    types: ["node"],
  });
  mkdirSync(join(folder, "dist"));
  for (const name of publicTypes)
    writeFileSync(join(folder, "dist", `${name}.d.ts`), typesWithout(join(types, "dist/infra", `${name}.d.ts`)));
  rmSync(types, { recursive: true });
  shareFunctions(buildFunctions(), join(folder, "functions"));
  return folder;
}

/** A function that is equal for every provider comes once, under `any`. Maps come compressed: only the frames of a failure need them. */
function shareFunctions(built: string, folder: string): void {
  const of = (provider: string, path: string): Buffer => readFileSync(join(built, provider, path));
  for (const path of globSync("**/index.mjs", { cwd: join(built, "sns") })) {
    const isSame = [path, `${path}.map`].every((file) =>
      smsProviders.every((provider) => of(provider, file).equals(of("sns", file))),
    );
    for (const place of isSame ? ["any"] : smsProviders) {
      const from = isSame ? "sns" : place;
      const to = join(folder, place, path);
      mkdirSync(dirname(to), { recursive: true });
      copyFileSync(join(built, from, path), to);
      writeFileSync(`${to}.map.br`, brotliCompressSync(of(from, `${path}.map`), { params: quick }));
    }
  }
}
/** The last thirtieth of the size takes four times as long. */
const quick = { [constants.BROTLI_PARAM_QUALITY]: 6 };

/** CommonJS names its neighbours by the name of their JavaScript. */
const typesWithout = (path: string): string => readFileSync(path, "utf8").replaceAll(/(from "\.\/[\w-]+)\.ts"/g, '$1"');
