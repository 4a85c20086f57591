import { defineConfig } from "vitest/config";

/** Stages deployed to an emulator of AWS: `npm run test:cloud`, which starts it. */
export default defineConfig({
  test: {
    include: ["test/cloud/*.story.ts"],
    expect: { requireAssertions: true },
    reporters: ["verbose"],
    // Each step stands on the one before.
    bail: 1,
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 60_000,
    experimental: { viteModuleRunner: false },
  },
});
