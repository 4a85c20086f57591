import { defineConfig } from "vitest/config";
import type { TestSpecification } from "vitest/node";
import everything, { LongFirst } from "./vitest.config.ts";

/** A mutant falls to its first failing test, so the histories come last. */
class LongLast extends LongFirst {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- a method of Vitest
    return (await super.sort(files)).toReversed();
  }
}

/** The quick suites that guard what is mutated; over HTTP each mutant would take too long. */
export default defineConfig({
  ...everything,
  test: {
    ...everything.test,
    sequence: { sequencer: LongLast },
    include: [
      "test/{account,factors,identity,aws}/**/*.test.ts",
      "test/operate/{restore-rules,restored-policy,lost-history}.test.ts",
    ],
  },
});
