import { join } from "node:path";
import { Code } from "aws-cdk-lib/aws-lambda";

/** Code of each function by its name, as the package brings it; stands there for bundles.ts, which makes it. */
export const functionCode = (): ((name: string) => Code) => (name) =>
  Code.fromAsset(join(import.meta.dirname, "functions", name));
