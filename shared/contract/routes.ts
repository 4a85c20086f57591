import { adminRoutes } from "./admin-routes.ts";
import { publicRoutes } from "./public-routes.ts";
import { userRoutes } from "./user-routes.ts";

/** The single source of the API: the gateway, the permissions, the local run, OpenAPI, the README's table and the tests derive from it. */
export const routes = { ...userRoutes, ...adminRoutes, ...publicRoutes };

export type Routes = typeof routes;
export type RouteName = keyof Routes;
