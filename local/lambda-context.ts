import { randomUUID } from "node:crypto";
import type { Context } from "aws-lambda";

const timeoutMillis = 30_000;
const nothing = (): void => {};

/** What Lambda tells a function about its invocation. */
export function lambdaContext(functionName: string): Context {
  const endsAt = performance.now() + timeoutMillis;
  const name = `countersign-local-${functionName.replaceAll("/", "-")}`;
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${name}`,
    memoryLimitInMB: "512",
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => Math.max(0, endsAt - performance.now()),
    done: nothing,
    fail: nothing,
    succeed: nothing,
  };
}
