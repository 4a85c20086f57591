import { fileURLToPath } from "node:url";
import type { BuildOptions } from "esbuild";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** CommonJS parts of dependencies ask for `require`, which an ES module has not. */
const requireBanner =
  "import{createRequire as bundleRequire}from'node:module';const require=bundleRequire(import.meta.url);";

/** How every function becomes one file, here and in the deployment. ES modules come first, so that what nobody uses is left out. */
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
  // A function finds its credentials in its environment: profiles, sign-ons and metadata services stay out.
  alias: { "@aws-sdk/credential-provider-node": here("../shared/aws/lambda-credentials.ts") },
  // The SDK imports it only where an operation streams events; none of ours does.
  external: ["@smithy/core/event-streams"],
} as const satisfies BuildOptions;
