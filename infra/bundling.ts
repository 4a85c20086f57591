import { fileURLToPath } from "node:url";
import type { BuildOptions } from "esbuild";

const top = fileURLToPath(new URL("../", import.meta.url));

/** CommonJS parts of dependencies ask for `require`, which an ES module has not. */
const requireBanner =
  "import{createRequire as bundleRequire}from'node:module';const require=bundleRequire(import.meta.url);";

/** In a function the credentials are in its environment: what finds them in profiles, sign-ons and metadata stays out. */
const alias = {
  "@aws-sdk/credential-provider-node": fileURLToPath(new URL("../shared/aws/lambda-credentials.ts", import.meta.url)),
};

/** How every function becomes one file, here and in the deployment. ES modules come first, so that what nobody uses is left out. */
export const bundling = {
  absWorkingDir: top,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  minify: true,
  legalComments: "none",
  banner: { js: requireBanner },
  alias,
} as const satisfies BuildOptions;
