import { mergeConfig } from "vitest/config";
import config from "./vitest.config.ts";

/** The packages, packed and installed as a customer does: `npm run test:packages`. */
export default mergeConfig(
  { ...config, test: { ...config.test, include: [] } },
  // Hooks build the packages in one folder, and install them.
  {
    test: {
      include: ["test/packages/*.package.ts"],
      hookTimeout: 600_000,
      testTimeout: 120_000,
      fileParallelism: false,
    },
  },
);
