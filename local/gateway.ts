import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { Clock } from "../shared/ports/clock.ts";
import { gatewayEvent } from "./gateway-event.ts";
import { type Answer, gatewayAnswer, type Received } from "./http-server.ts";
import { lambdaContext } from "./lambda-context.ts";
import { matchRoute } from "./route-match.ts";

export type HttpFunction = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** The function of the gateway's $default route: answers unknown paths and methods. */
export const defaultFunction = "not-found";

const textOf = (headers: APIGatewayProxyStructuredResultV2["headers"]): Record<string, string> =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]));

/** What an HTTP API makes of the result of a function. */
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
