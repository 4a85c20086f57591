import type { Route } from "./route.ts";
import { adminRoutes } from "./admin-routes.ts";
import { signing, userRoutes } from "./user-routes.ts";
import * as link from "./link-schemas.ts";
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
  linkPage: {
    method: "GET", path: "/links/{kind}", function: "link-page", access: "public", page: true,
    summary: "The page that an e-mail's link opens; a GET acts on nothing",
    params: link.linkParams, status: 200, answer: link.linkPage, problems: ["not_found"], touches: { vault: {} },
  },
  readLink: {
    method: "POST", path: "/v1/links", function: "read-link", access: "public",
    summary: "The subject of an e-mail's link; changes nothing",
    body: link.linkBody, status: 200, answer: link.linkAnswer, problems: ["invalid_request", "not_found"],
    touches: { account: "read", policy: "read", vault: { contact: "use", links: "use" } },
  },
  freeze: {
    method: "POST", path: "/v1/freeze", function: "freeze", access: "public",
    summary: "By the link of a removal's notice: end the devices and stop changes for a day, once",
    body: link.linkBody, status: 200, answer: link.linkActed, problems: ["invalid_request", "not_found"],
    touches: { account: "write", vault: { links: "use" } },
  },
  reopenMethod: {
    method: "POST", path: "/v1/reopen", function: "reopen-method", access: "public",
    summary: "By the link of the notice: reopen a method that wrong codes have disabled, for five tries",
    body: link.linkBody, status: 200, answer: link.linkActed, problems: ["invalid_request", "not_found"],
    touches: { account: "write", vault: { links: "use" } },
  },
  cancelRecovery: {
    method: "POST", path: "/v1/recovery/cancel", function: "cancel-recovery", access: "public",
    summary: "By the link of a notice: end the recovery under way",
    body: link.linkBody, status: 200, answer: link.linkActed, problems: ["invalid_request", "not_found"],
    touches: { account: "write", policy: "read", vault: { links: "use" } },
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
