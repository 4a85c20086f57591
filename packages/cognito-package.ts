import { build } from "esbuild";
import { compile, newFolder, root, top, versions } from "./folder.ts";

const entries = ["index", "aws"] as const;
const aws = ["@aws-sdk/client-dynamodb", "@aws-sdk/client-kms"];

/** `@countersign/cognito`: the triggers, with what they need of the client inside. */
export async function buildCognito(): Promise<string> {
  const folder = newFolder("cognito", "packages/cognito/README.md", {
    name: "@countersign/cognito",
    description: "Cognito triggers that give a user pool Countersign's second factor.",
    keywords: ["cognito", "2fa", "mfa", "passkeys", "countersign"],
    type: "module",
    sideEffects: false,
    exports: {
      ".": { types: "./dist/packages/cognito/index.d.ts", default: "./index.js" },
      "./aws": { types: "./dist/packages/cognito/aws.d.ts", default: "./aws.js" },
      "./package.json": "./package.json",
    },
    files: ["dist", "*.js", "*.js.map"],
    dependencies: versions("jose"),
    peerDependencies: Object.fromEntries(
      Object.entries({ ...root.devDependencies, ...root.dependencies })
        .filter(([name]) => aws.includes(name))
        .map(([name, version]) => [name, `^${version}`]),
    ),
    peerDependenciesMeta: Object.fromEntries(aws.map((name) => [name, { optional: true }])),
  });
  await build({
    absWorkingDir: top,
    entryPoints: entries.map((name) => ({ in: `packages/cognito/${name}.ts`, out: name })),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external: ["jose", "@aws-sdk/*"],
    sourcemap: "linked",
    logLevel: "error",
  });
  compile(folder, {
    rootDir: ".",
    files: entries.map((name) => `packages/cognito/${name}.ts`),
    emitDeclarationOnly: true,
    sourceMap: false,
    inlineSources: false,
    lib: ["es2024"],
    types: ["node"],
  });
  return folder;
}
