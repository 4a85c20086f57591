import { mergeConfig } from "vitest/config";
import config from "./vitest.config.ts";

/** The packages, packed and installed as a customer does: `npm run test:packages`. */
export default mergeConfig(
  { ...config, test: { ...config.test, include: [] } },
  { test: { include: ["test/packages/*.package.ts"] } },
);
