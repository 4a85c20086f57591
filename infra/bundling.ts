import { fileURLToPath } from "node:url";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build, type BuildOptions, type Plugin } from "esbuild";
import * as folded from "../shared/contract/folded.ts";
import * as foldedDocument from "../shared/contract/folded-document.ts";
import * as packedPlans from "../shared/factors/sms/packed-plans.ts";
import { type SmsProvider, smsProviders } from "../shared/settings/settings.ts";
import { withoutDocuments, withOwnRows } from "./own-sources.ts";
import { type Change, sdkAliases, sdkChanges, sharedHelpers } from "./sdk-sources.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A module that has the values of another, by name. */
const valuesOf = (module: object): string => {
  const lines = Object.entries(module).map(([name, value]) => `export const ${name}=${JSON.stringify(value)};`);
  return `data:text/javascript,${encodeURIComponent(lines.join(""))}`;
};

/** CommonJS dependencies call `require`, which an ES module does not have. */
const requireBanner =
  "import{createRequire as bundleRequire}from'node:module';const require=bundleRequire(import.meta.url);";

/** Names the provider of SMS in the code, so that the clients of the others are dropped. */
export function forProvider(provider: SmsProvider) {
  return { define: { "process.env.SMS_PROVIDER": JSON.stringify(provider) } };
}

const helpers = sharedHelpers(here("../"));
const ofOurs = (paths: string): RegExp => new RegExp(`^${here("../").replaceAll(/[\\.]/g, "\\$&")}${paths}\\.ts$`);

/** Changes of sources that make a bundle smaller; what they do stays the same. */
export const changes: readonly Change[] = [
  ...sdkChanges,
  helpers.change,
  {
    of: ofOurs("shared/(?:contract/[\\w-]+|account/(?:rules|events)|settings/(?:settings|issuer|policy-floor))"),
    loader: "ts",
    change: withoutDocuments,
  },
  { of: ofOurs("functions/.+"), loader: "ts", change: withOwnRows },
];

const smallerSources: Plugin = {
  name: "smaller-sources",
  setup({ onLoad, onResolve }) {
    for (const { of, loader, change } of changes)
      onLoad({ filter: of }, ({ path }) => ({ contents: change(readFileSync(path, "utf8"), path), loader }));
    const only = { filter: new RegExp(`^${helpers.name}$`) };
    onResolve(only, ({ path }) => ({ path, namespace: "made", sideEffects: false }));
    onLoad({ ...only, namespace: "made" }, () => ({ contents: helpers.contents }));
  },
};

/** Bundles each function into one file, in tests and in the deployment. ES modules come first, so that unused code is dropped. */
export const bundling = {
  absWorkingDir: here("../"),
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  minify: true,
  legalComments: "none",
  banner: { js: requireBanner },
  // A function takes its credentials from its environment, so profiles, SSO and metadata services need not be bundled.
  alias: {
    "@aws-sdk/credential-provider-node": here("../shared/aws/lambda-credentials.ts"),
    ...sdkAliases,
    // Their values: a public function loads no schema to know its own row, and unpacks the document that was made here.
    "#folded": valuesOf(folded),
    "#folded-document": valuesOf(foldedDocument),
    "#packed-plans": valuesOf(packedPlans),
    "libphonenumber-js/mobile": here("../shared/factors/sms/bundled-plans.ts"),
  },
  // An escape takes twice the bytes of a letter with an accent.
  charset: "utf8",
  plugins: [smallerSources],
  ...forProvider("sns"),
} as const satisfies BuildOptions;

/** Bundles functions into a folder, each with its source map, and prints the sources of each. */
async function bundleInto([provider = "", folder = "", ...names]: readonly string[]): Promise<void> {
  const known = smsProviders.find((one) => one === provider);
  if (known === undefined) throw new Error(`${provider} is no provider of SMS`);
  const outdir = here("../functions");
  const { metafile, outputFiles } = await build({
    ...bundling,
    ...forProvider(known),
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
}

/** A process of its own (bundles.ts): constructs are made without waiting, and esbuild then changes no source. */
if (import.meta.main) await bundleInto(process.argv.slice(2));
