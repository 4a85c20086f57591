import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { loadFunctions, lambdaContext } from "../../local/functions.ts";
import type { HttpFunction } from "../../local/functions.ts";
import { gatewayEvent, matchRoute } from "../../local/gateway.ts";
import type { AllServices } from "../../shared/runtime/services.ts";

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body?: object;
}

export interface Invocation {
  readonly name: string;
  readonly event: APIGatewayProxyEventV2;
}

/** The event that an HTTP API makes of such a call. */
export function invocationOf({ method, path: address, token, body }: Call, now: number): Invocation {
  const [path = "", query = ""] = address.split("?");
  const match = matchRoute(method, path);
  if (match === null) throw new Error(`No route for ${method} ${path}`);
  const headers = {
    accept: ["application/json"],
    authorization: [`Bearer ${token}`],
    "content-type": ["application/json"],
    host: ["second-factor.example.com"],
    "user-agent": ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"],
    "x-amzn-trace-id": ["Root=1-67891233-abcdef012345678912345678"],
    "x-forwarded-for": ["192.0.2.1"],
    "x-forwarded-port": ["443"],
    "x-forwarded-proto": ["https"],
  };
  const bytes = Buffer.from(body === undefined ? "" : JSON.stringify(body));
  const request = { id: randomUUID(), method, path, query, headers, body: bytes, sourceIp: "192.0.2.1" };
  return { name: match.route.function, event: gatewayEvent(request, match, now) };
}

export type Functions = ReadonlyMap<string, HttpFunction>;
export const functionsOf = (services: AllServices): Promise<Functions> => loadFunctions(services);

/** Rejects unless the answer is a success: a failed call must not count as a fast one. */
export async function invoke(
  functions: Functions,
  { name, event }: Invocation,
): Promise<APIGatewayProxyStructuredResultV2> {
  const run = functions.get(name);
  if (run === undefined) throw new Error(`There is no function ${name}`);
  const answer = await run(event, lambdaContext(name));
  if (answer.statusCode === undefined || answer.statusCode >= 300)
    throw new Error(`${name} answered ${String(answer.statusCode)}: ${answer.body ?? ""}`);
  return answer;
}
