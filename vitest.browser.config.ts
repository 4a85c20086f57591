import { defineConfig } from "vitest/config";

/** The stories in a browser: `npm run test:browser`. */
export default defineConfig({
  test: {
    include: ["test/browser/stories/*.story.ts"],
    globalSetup: ["test/browser/harness/browser-server.ts"],
    expect: { requireAssertions: true },
    maxWorkers: 2,
    isolate: false,
    // The pages are built as people get them.
    env: { NODE_ENV: "production" },
    testTimeout: 180_000,
    hookTimeout: 180_000,
    experimental: { viteModuleRunner: false },
  },
});
