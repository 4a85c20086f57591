import type { Answer, Received } from "../../../local/http-server.ts";
import type { Properties } from "./stacks.ts";

/** Headers that API Gateway adds, and preflights that it answers, for the `CorsConfiguration` of an HTTP API. */
export const withCors =
  (cors: Properties, answer: (request: Received) => Promise<Answer>) =>
  async (request: Received): Promise<Answer> => {
    const [origin] = request.headers["origin"] ?? [];
    const isAllowed = origin !== undefined && (cors["AllowOrigins"] as readonly string[]).includes(origin);
    const allowed: Record<string, string> = isAllowed ? { "access-control-allow-origin": origin, vary: "origin" } : {};
    const isPreflight =
      request.method === "OPTIONS" && origin !== undefined && "access-control-request-method" in request.headers;
    if (isPreflight) {
      const granted = {
        ...allowed,
        "access-control-allow-methods": String(cors["AllowMethods"]),
        "access-control-allow-headers": String(cors["AllowHeaders"]),
        "access-control-max-age": String(cors["MaxAge"]),
      };
      return { status: 204, headers: isAllowed ? granted : {}, body: "" };
    }
    const answered = await answer(request);
    const exposed = { ...allowed, "access-control-expose-headers": String(cors["ExposeHeaders"]) };
    return isAllowed ? { ...answered, headers: { ...answered.headers, ...exposed } } : answered;
  };
