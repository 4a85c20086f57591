import { place } from "./cdk-out.ts";
import type { Properties } from "./stacks.ts";

/** Lambda's own variables (developer guide, "Defined runtime environment variables"); the access key names the role in this run. */
export const givenByLambda = (properties: Properties, folder: string): Readonly<Record<string, string>> => ({
  _HANDLER: String(properties["Handler"]),
  LAMBDA_TASK_ROOT: folder,
  LANG: "en_US.UTF-8",
  TZ: ":UTC",
  PATH: "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
  AWS_REGION: place.region,
  AWS_DEFAULT_REGION: place.region,
  AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
  AWS_LAMBDA_FUNCTION_NAME: String(properties["FunctionName"]),
  AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties["MemorySize"]),
  AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
  AWS_LAMBDA_LOG_GROUP_NAME: String(properties["LoggingConfig"].LogGroup),
  AWS_LAMBDA_LOG_STREAM_NAME: "2026/01/01/[$LATEST]0b0c0d0e",
  AWS_LAMBDA_LOG_FORMAT: String(properties["LoggingConfig"].LogFormat),
  AWS_LAMBDA_LOG_LEVEL: String(properties["LoggingConfig"].ApplicationLogLevel),
  AWS_ACCESS_KEY_ID: String(properties["FunctionName"]),
  AWS_SECRET_ACCESS_KEY: "secret",
  AWS_SESSION_TOKEN: "token",
});
