import { adminRoutes } from "./admin-routes.ts";
import { publicRoutes } from "./public-routes.ts";
import { userRoutes } from "./user-routes.ts";

/** The single source of the API: the gateway, the permissions, the local run, OpenAPI, the README's table and the tests derive from it. */
export const routes = { ...userRoutes, ...adminRoutes, ...publicRoutes };

export type Routes = typeof routes;
export type RouteName = keyof Routes;

/** Requests that web apps of the listed origins may send, and headers they may read. The gateway adds the headers. Its `$default` route catches preflights, so the function of that route answers them. */
export const cors = {
  methods: [...new Set(Object.values(routes).map(({ method }) => method))],
  requestHeaders: ["authorization", "content-type", "accept-language"],
  exposedHeaders: ["retry-after", "www-authenticate", "x-request-id", "content-disposition"],
  maxAgeSeconds: 3600,
} as const;
