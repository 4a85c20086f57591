import { mergeConfig } from "vitest/config";
import config from "./vitest.config.ts";

/** The synthesized functions, each in a process of its own: `npm run test:deployed`. */
export default mergeConfig(
  { ...config, test: { ...config.test, include: [] } },
  { test: { include: ["test/deployed/*.story.ts"] } },
);
