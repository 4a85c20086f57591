import { routes } from "../shared/contract/routes.ts";
import type { AllServices } from "../shared/runtime/services.ts";
import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";

export type HttpFunction = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** The function of the gateway's $default route: answers unknown paths and methods. */
export const defaultFunction = "not-found";

interface FunctionModule {
  readonly serve: (services: AllServices) => HttpFunction;
}

const everyFunction = new Set([defaultFunction, ...Object.values(routes).map((route) => route.function)]);

/** The deployed functions by name, bound to the services of this process. */
export async function loadFunctions(
  services: AllServices,
  names: Iterable<string> = everyFunction,
): Promise<ReadonlyMap<string, HttpFunction>> {
  const load = async (name: string): Promise<[string, HttpFunction]> => {
    const { serve } = (await import(`../functions/${name}.ts`)) as FunctionModule;
    return [name, serve(services)];
  };
  return new Map(await Promise.all([...names].map(load)));
}

const timeoutMillis = 30_000;
const nothing = (): void => {};

/** Context that Lambda hands to a function. */
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
