import { routes } from "../shared/contract/routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";

export const { handler, serve } = endpoint(routes.jwks, async ({ at }, { tokens }) => ({
  keys: (await tokens.jwks(at.now)).map((key) => ({ ...key })),
}));
