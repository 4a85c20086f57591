import { routes } from "../shared/contract/routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";

export const { handler, serve } = endpoint(routes.jwks, async ({ at }, { tokens, vault }) => ({
  keys: (await tokens.jwks(at.now, vault)).map((key) => ({ ...key })),
}));
