import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Of the workers, and of the builds of the pages that they start. */
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(new URL("node_modules/.cache/compiled", import.meta.url));

/** The stories in a browser: `npm run test:browser`. */
export default defineConfig({
  test: {
    include: ["test/browser/stories/*.story.ts"],
    globalSetup: "test/browser/harness/for-all-workers.ts",
    expect: { requireAssertions: true },
    // One more than the cores of the smallest machine: a story waits for its page as long as it works.
    maxWorkers: 3,
    // One service's code, and one browser for all files of a worker.
    isolate: false,
    // The pages are built as people get them.
    env: { NODE_ENV: "production" },
    testTimeout: 180_000,
    hookTimeout: 180_000,
    experimental: { viteModuleRunner: false },
  },
});
