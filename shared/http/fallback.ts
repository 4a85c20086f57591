import { Problem } from "./problem.ts";
import type { RouteFacts } from "../contract/route.ts";
import { keptFor } from "./middleware-stack.ts";
import { publicEntry } from "./public-endpoint.ts";
import { pageType } from "./gateway.ts";

/** The part of a row by which an address is known. */
type KnownRoute = Pick<RouteFacts, "method" | "path" | "access" | "cacheSeconds" | "page">;

/** For reports only: the answer is never more than a problem. */
const anything: RouteFacts = {
  method: "GET",
  path: "/{unmatched}",
  function: "not-found",
  access: "public",
  summary: "Whatever no route matches",
  status: 200,
  problems: ["not_found", "method_not_allowed"],
  touches: { vault: {} },
};

/**
 * A known path with another method is 405 with the methods it has (RFC 9110 section 15.5.6), OPTIONS of it 204 (section 9.3.7), anything
 * else 404.
 */
export const fallback = (routes: readonly KnownRoute[]) =>
  publicEntry(anything, async (event) => {
    const known = routes.filter(({ path }) => pattern(path).test(event.rawPath));
    // A known method ends up here only if the address itself could not be read: broken percent-encoding.
    const isReadable = known.every(({ method }) => method !== event.requestContext.http.method);
    // RFC 9110 section 9.3.2: HEAD is GET without the body; probes of public calls use it.
    const asksHead = event.requestContext.http.method === "HEAD";
    const got = known.find(({ method, access }) => asksHead && method === "GET" && access === "public");
    if (got) return headOf(got);
    if (known.length === 0 || !isReadable) throw new Problem("not_found");
    const allow = known.map(({ method }) => method).join(", ");
    // `$default` catches preflights too. The gateway adds the CORS headers, and a browser wants a 2xx.
    if (event.requestContext.http.method === "OPTIONS") return { statusCode: 204, headers: { allow } };
    throw new Problem("method_not_allowed", { headers: { allow } });
  });

/** The headers of the GET that are known without its answer. */
const headOf = ({ page, cacheSeconds }: KnownRoute) => ({
  statusCode: 200,
  headers: {
    "content-type": page ? pageType : "application/json",
    ...(cacheSeconds !== undefined && { "cache-control": keptFor(cacheSeconds) }),
  },
});

const pattern = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`);
