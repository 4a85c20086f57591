import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Of the workers, and of the processes that tests start: code that was read once is not stripped of its types and compiled again. */
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(new URL("node_modules/.cache/compiled", import.meta.url));

/** The files that say that they need long come first, so that no worker is left with one of them in the end. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => readFileSync(moduleId, "utf8").startsWith("/** @module-tag");
    // oxlint-disable-next-line unicorn/no-array-sort -- a method of Vitest
    const sorted = await super.sort(files);
    const { long = [], others = [] } = Object.groupBy(sorted, (file) => (isLong(file) ? "long" : "others"));
    return [...long, ...others];
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    expect: { requireAssertions: true },
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    // One process for all files of a worker: starting one for each cost more than most suites. No file leaves state behind.
    isolate: false,
    testTimeout: 20_000,
    // Hooks start engines and services, which takes long on a busy machine.
    hookTimeout: 60_000,
    // A file says at its head that it needs longer than the others: `/** @module-tag histories */`.
    tags: [
      { name: "histories", description: "Hundreds of random inputs", timeout: 120_000 },
      { name: "processes", description: "Starts processes, bundles or synthesizes", timeout: 120_000 },
      { name: "crowds", description: "Hundreds of calls, many of them at once", timeout: 120_000 },
    ],
    restoreMocks: true,
    setupFiles: ["test/harness/modules-of-node.ts", "test/harness/what-a-test-stubs.ts"],
    // CDK's own rules for templates are asked for where tests look at what they find (`test/infra/synthesized.ts`).
    env: { POWERTOOLS_METRICS_DISABLED: "true", CDK_VALIDATION: "false" },
    // Node runs the files as it does in the local run: no second way of loading them, and less to wait for.
    experimental: { viteModuleRunner: false },
  },
});
