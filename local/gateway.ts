import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Clock } from "../shared/ports/clock.ts";
import { gatewayEvent } from "./gateway-event.ts";
import { type Answer, gatewayAnswer, type Received } from "./http-server.ts";
import { defaultFunction, type HttpFunction, lambdaContext } from "./functions.ts";
import type { Route } from "../shared/contract/route.ts";
import { routes } from "../shared/contract/routes.ts";

const textOf = (headers: APIGatewayProxyStructuredResultV2["headers"]): Record<string, string> =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]));

/** Answer that an HTTP API makes of a function's result. */
export function answerOf(result: APIGatewayProxyStructuredResultV2): Answer {
  const { statusCode, headers, body = "", isBase64Encoded = false } = result;
  if (statusCode === undefined) return gatewayAnswer(500, "Internal Server Error");
  const type = body === "" ? {} : { "content-type": "application/json" };
  return {
    status: statusCode,
    headers: { ...type, ...textOf(headers) },
    body: isBase64Encoded ? Buffer.from(body, "base64") : body,
  };
}

/** Requests in, answers out, as an HTTP API does it with one Lambda function for each route. */
export const gateway =
  ({
    functions,
    clock,
    onFailure,
  }: {
    readonly functions: ReadonlyMap<string, HttpFunction>;
    readonly clock: Clock;
    readonly onFailure: (functionName: string, error: unknown) => void;
  }) =>
  async (request: Received): Promise<Answer> => {
    const match = matchRoute(request.method, request.path);
    const name = match?.route.function ?? defaultFunction;
    try {
      const run = functions.get(name);
      if (run === undefined) throw new Error("There is no such function.");
      return answerOf(await run(gatewayEvent(request, match, clock.now()), lambdaContext(name)));
    } catch (error) {
      onFailure(name, error);
      return gatewayAnswer(500, "Internal Server Error");
    }
  };

export interface Match {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

const parameterOf = (segment: string): string | null => /^\{(\w+)\}$/.exec(segment)?.[1] ?? null;

const parametersIn = (segments: readonly string[]): number =>
  segments.filter((one) => parameterOf(one) !== null).length;

/** Literal paths before those with parameters, as API Gateway chooses. */
const bySpecificity = (Object.values(routes) as readonly Route[])
  .map((route) => ({ route, segments: route.path.split("/") }))
  .toSorted((one, other) => parametersIn(one.segments) - parametersIn(other.segments));

const decode = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

/** Null: the path is another one. */
function parametersOf(segments: readonly string[], sent: readonly string[]): Record<string, string> | null {
  if (segments.length !== sent.length) return null;
  const found: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const name = parameterOf(segment);
    const value = decode(sent[index] ?? "");
    if (value === null) return null;
    if (name === null ? value !== segment : value === "") return null;
    if (name !== null) found[name] = value;
  }
  return found;
}

/** The route of a request, or null: an unknown path or method, or one whose percent-encoding is broken. */
export function matchRoute(method: string, path: string): Match | null {
  const sent = path.split("/");
  for (const { route, segments } of bySpecificity) {
    const pathParameters = route.method === method ? parametersOf(segments, sent) : null;
    if (pathParameters !== null) return { route, pathParameters };
  }
  return null;
}
