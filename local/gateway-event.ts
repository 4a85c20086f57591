import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Received } from "./http-server.ts";
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
