import { join } from "node:path";
import type { SmsProvider } from "../shared/settings/settings.ts";
import { Code } from "aws-cdk-lib/aws-lambda";

/** Code of each function by its name, as the package brings it; stands there for bundles.ts, which makes it. */
export const functionCode =
  (_assembly: string, provider: SmsProvider): ((name: string) => Code) =>
  (name) =>
    Code.fromAsset(join(import.meta.dirname, "functions", provider, name));
