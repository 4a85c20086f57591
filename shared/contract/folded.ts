import { settingsSchema } from "../settings/settings.ts";
import type { Route, RouteFacts } from "./route.ts";
import { routes } from "./routes.ts";

/**
 * Parts that the public functions need of tables that the schema library is part of. In a bundle the values stand in the place of this file
 * (infra/bundling.ts), so everything here has to survive JSON.
 */
const factsOf = ({ params: _p, query: _q, body: _b, answer: _a, otherAnswers: _o, ...facts }: Route): RouteFacts =>
  facts;

export const health = factsOf(routes.health);
export const jwks = factsOf(routes.jwks);
export const openApi = factsOf(routes.openApi);

/** Every address, for the answers to what no route matches. */
export const known = Object.values<Route>(routes).map(({ method, path, access, cacheSeconds, page }) => ({
  method,
  path,
  access,
  ...(cacheSeconds !== undefined && { cacheSeconds }),
  ...(page && { page }),
}));

const { logLevel, dataKeyCacheSeconds, dataKeyDays } = settingsSchema.shape;
export const plainDefaults = {
  logLevel: logLevel.parse(undefined),
  dataKeyCacheSeconds: dataKeyCacheSeconds.parse(undefined),
  dataKeyDays: dataKeyDays.parse(undefined),
};
