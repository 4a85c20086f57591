import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Context } from "aws-lambda";

/**
 * Stands where Lambda's Node runtime does, in a process of its own: loads the handler that the environment names, hands it one event
 * after the other, and answers. The machine's clock is what each invocation says.
 */
export interface Invocation {
  readonly requestId: string;
  readonly event: unknown;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly timeoutMillis: number;
  readonly functionArn: string;
}
export type Outcome =
  | { readonly result: unknown }
  | { readonly error: { readonly type: string; readonly message: string } };
export interface Started {
  readonly node: string;
  /** Names of the variables. */
  readonly environment: readonly string[];
}

const environment = { ...process.env };
const given = (name: string): string => environment[name] ?? "";

async function loadHandler(): Promise<(event: unknown, context: Context) => Promise<unknown>> {
  const [file = "", name = ""] = given("_HANDLER").split(".");
  const paths = [".js", ".mjs", ".cjs"].map((ending) => join(given("LAMBDA_TASK_ROOT"), `${file}${ending}`));
  const path = paths.find(existsSync);
  if (path === undefined) throw new Error(`There is no ${file}`);
  const module = (await import(pathToFileURL(path).href)) as Readonly<Record<string, never>>;
  return module[name] ?? Promise.reject(new Error(`${file} has no ${name}`));
}

function contextOf({ requestId, timeoutMillis, functionArn }: Invocation): Context {
  const endsAt = performance.now() + timeoutMillis;
  const nothing = (): void => {};
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: given("AWS_LAMBDA_FUNCTION_NAME"),
    functionVersion: given("AWS_LAMBDA_FUNCTION_VERSION"),
    invokedFunctionArn: functionArn,
    memoryLimitInMB: given("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"),
    awsRequestId: requestId,
    logGroupName: given("AWS_LAMBDA_LOG_GROUP_NAME"),
    logStreamName: given("AWS_LAMBDA_LOG_STREAM_NAME"),
    getRemainingTimeInMillis: () => Math.max(0, endsAt - performance.now()),
    done: nothing,
    fail: nothing,
    succeed: nothing,
  };
}

const handler = await loadHandler();

async function run(invocation: Invocation): Promise<Outcome> {
  Date.now = () => invocation.now;
  try {
    // Lambda hands on JSON, in and out.
    const result = JSON.stringify(await handler(invocation.event, contextOf(invocation))) as string | undefined;
    return { result: result === undefined ? null : JSON.parse(result) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { error: { type: name, message } };
  }
}

process.on("message", (invocation: Invocation) => {
  void run(invocation).then((outcome) => process.send?.(outcome));
});
process.send?.({ node: process.version, environment: Object.keys(environment) } satisfies Started);
