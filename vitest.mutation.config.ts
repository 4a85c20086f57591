import { defineConfig } from "vitest/config";
import everything from "./vitest.config.ts";

/** The quick suites that guard what is mutated; over HTTP each mutant would take too long. */
export default defineConfig({
  ...everything,
  test: {
    ...everything.test,
    include: [
      "test/{account,factors,identity,aws}/**/*.test.ts",
      "test/operate/{restore-rules,restored-policy,lost-history}.test.ts",
    ],
  },
});
