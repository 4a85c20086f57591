import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    expect: { requireAssertions: true },
    maxWorkers: 2,
    // One process for all files of a worker: starting one for each cost more than most suites. No file leaves state behind.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    restoreMocks: true,
    unstubEnvs: true,
    env: { POWERTOOLS_METRICS_DISABLED: "true" },
    // Node runs the files as it does in the local run: no second way of loading them, and less to wait for.
    experimental: { viteModuleRunner: false },
  },
});
