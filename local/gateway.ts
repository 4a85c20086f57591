import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Clock } from "../shared/ports/clock.ts";
import { type Answer, gatewayAnswer, type Received } from "./http-server.ts";
import { defaultFunction, type HttpFunction, lambdaContext } from "./functions.ts";
import type { Route } from "../shared/contract/route.ts";
import { routes } from "../shared/contract/routes.ts";
import { type Instant, isoTime } from "../shared/account/instant.ts";

/** Media types that API Gateway hands on as text; it encodes all others, forms too, in base 64. */
const textual = /^(text\/|application\/(json|javascript|xml)\b)/i;

const join = (values: readonly string[]): string => values.join(",");

/** HTTP APIs decode the path before they put it into the event; what cannot be decoded stays as it is. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const isUtf8 = (bytes: Buffer): boolean => Buffer.from(bytes.toString("utf8")).equals(bytes);

function bodyFields(body: Buffer, contentType: string): Pick<APIGatewayProxyEventV2, "body" | "isBase64Encoded"> {
  if (body.length === 0) return { isBase64Encoded: false };
  const isText = (contentType === "" || textual.test(contentType)) && isUtf8(body);
  return { body: body.toString(isText ? "utf8" : "base64"), isBase64Encoded: !isText };
}

function queryFields(query: string): Pick<APIGatewayProxyEventV2, "queryStringParameters"> {
  const params = new URLSearchParams(query);
  const names = [...new Set(params.keys())];
  return names.length === 0
    ? {}
    : { queryStringParameters: Object.fromEntries(names.map((name) => [name, join(params.getAll(name))])) };
}

/** The route that a gateway found, as far as its event tells of it. */
interface Found {
  readonly route: { readonly method: string; readonly path: string };
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** The event of payload format 2.0 that an HTTP API makes of a request. No match: its $default route. */
export function gatewayEvent(request: Received, match: Found | null, now: Instant): APIGatewayProxyEventV2 {
  const { cookie, ...headers } = request.headers;
  const joined = Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, join(values)]));
  const routeKey = match === null ? "$default" : `${match.route.method} ${match.route.path}`;
  const path = decoded(request.path);
  return {
    version: "2.0",
    routeKey,
    rawPath: path,
    rawQueryString: request.query,
    ...(cookie === undefined ? {} : { cookies: cookie.flatMap((line) => line.split("; ")) }),
    headers: joined,
    ...queryFields(request.query),
    ...(match === null || Object.keys(match.pathParameters).length === 0
      ? {}
      : { pathParameters: match.pathParameters }),
    requestContext: {
      accountId: "000000000000",
      apiId: "local",
      domainName: "localhost",
      domainPrefix: "localhost",
      http: {
        method: request.method,
        path,
        protocol: "HTTP/1.1",
        sourceIp: request.sourceIp,
        userAgent: joined["user-agent"] ?? "",
      },
      requestId: request.id,
      routeKey,
      stage: "$default",
      time: isoTime(now),
      timeEpoch: now,
    },
    ...bodyFields(request.body, joined["content-type"] ?? ""),
  };
}

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
