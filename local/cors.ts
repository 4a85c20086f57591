import { cors } from "../shared/contract/cors.ts";
import type { Answer, Received } from "./http-server.ts";

/** CORS in front of everything, as API Gateway answers it for a list of exact origins. An empty list: no CORS at all. */
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
    if (
      request.method === "OPTIONS" &&
      origin !== undefined &&
      request.headers["access-control-request-method"] !== undefined
    ) {
      const granted = {
        ...allowed,
        "access-control-allow-methods": cors.methods.join(","),
        "access-control-allow-headers": cors.requestHeaders.join(","),
        "access-control-max-age": String(cors.maxAgeSeconds),
      };
      return { status: 204, headers: allowed === null ? {} : granted, body: "" };
    }
    const { headers, ...rest } = await answer(request);
    return {
      ...rest,
      headers:
        allowed === null
          ? headers
          : { ...headers, ...allowed, "access-control-expose-headers": cors.exposedHeaders.join(",") },
    };
  };
}
