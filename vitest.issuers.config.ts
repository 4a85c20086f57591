import { mergeConfig } from "vitest/config";
import config from "./vitest.config.ts";

/** Logins by real issuers and by tokens in their real shapes: `npm run test:issuers`. */
export default mergeConfig(
  { ...config, test: { ...config.test, include: [] } },
  { test: { include: ["test/issuers/*.issuer.ts"] } },
);
