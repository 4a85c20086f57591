import type { Route } from "./route.ts";
import { adminRoutes } from "./admin-routes.ts";
import { signing, userRoutes } from "./user-routes.ts";
import * as schema from "./schemas.ts";

const publicRoutes = {
  jwks: {
    method: "GET", path: "/.well-known/jwks.json", function: "jwks", access: "public",
    summary: "The keys that assertions and access tokens are signed with",
    status: 200, answer: schema.jwksAnswer, cacheSeconds: 300, problems: [],
    touches: { signingKeys: "use", vault: signing },
  },
  health: {
    method: "GET", path: "/health", function: "health", access: "public",
    summary: "Whether the service is up",
    status: 200, answer: schema.healthAnswer, problems: [], touches: { vault: {} },
  },
  openApi: {
    method: "GET", path: "/openapi.json", function: "openapi", access: "public",
    summary: "This contract as OpenAPI 3.1",
    status: 200, answer: schema.openApiAnswer, cacheSeconds: 300, problems: [], touches: { vault: {} },
  },
} as const satisfies Record<string, Route>;

/** The single source of the API: the gateway, the permissions, the local run, OpenAPI, the README's table and the tests derive from it. */
export const routes = { ...userRoutes, ...adminRoutes, ...publicRoutes };

export type Routes = typeof routes;
export type RouteName = keyof Routes;
