import { cors } from "../shared/contract/cors.ts";
import type { Answer, Received } from "./http-server.ts";

/**
 * CORS around everything, as an HTTP API with a `$default` route does it for a list of exact origins: that route catches preflights too, so
 * a function answers them, and the gateway adds the headers. An empty list: no CORS at all.
 */
export function withCors(
  origins: readonly string[],
  answer: (request: Received) => Promise<Answer>,
): (request: Received) => Promise<Answer> {
  if (origins.length === 0) return answer;
  return async (request) => {
    const [origin] = request.headers["origin"] ?? [];
    const allowed =
      origin !== undefined && origins.includes(origin)
        ? { "access-control-allow-origin": origin, vary: "origin" }
        : null;
    const { headers, ...rest } = await answer(request);
    const isPreflight =
      request.method === "OPTIONS" &&
      origin !== undefined &&
      request.headers["access-control-request-method"] !== undefined;
    const granted = isPreflight
      ? {
          "access-control-allow-methods": cors.methods.join(","),
          "access-control-allow-headers": cors.requestHeaders.join(","),
          "access-control-max-age": String(cors.maxAgeSeconds),
        }
      : { "access-control-expose-headers": cors.exposedHeaders.join(",") };
    return { ...rest, headers: allowed === null ? headers : { ...headers, ...allowed, ...granted } };
  };
}
