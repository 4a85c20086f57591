import type { Answer, Received } from "../../../local/http-server.ts";
import type { Properties } from "./stacks.ts";

/** Headers that API Gateway adds for the `CorsConfiguration` of an HTTP API. With a `$default` route it answers no preflight by itself: that route catches `OPTIONS`. */
export const withCors =
  (cors: Properties, answer: (request: Received) => Promise<Answer>) =>
  async (request: Received): Promise<Answer> => {
    const [origin] = request.headers["origin"] ?? [];
    const isAllowed = origin !== undefined && (cors["AllowOrigins"] as readonly string[]).includes(origin);
    const allowed: Record<string, string> = isAllowed ? { "access-control-allow-origin": origin, vary: "origin" } : {};
    const isPreflight =
      request.method === "OPTIONS" && origin !== undefined && "access-control-request-method" in request.headers;
    const answered = await answer(request);
    const granted: Record<string, string> = isPreflight
      ? {
          "access-control-allow-methods": String(cors["AllowMethods"]),
          "access-control-allow-headers": String(cors["AllowHeaders"]),
          "access-control-max-age": String(cors["MaxAge"]),
        }
      : { "access-control-expose-headers": String(cors["ExposeHeaders"]) };
    return isAllowed ? { ...answered, headers: { ...answered.headers, ...allowed, ...granted } } : answered;
  };
