import { routes } from "../shared/contract/routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";

export const { handler, serve } = endpoint(routes.health, async () => ({ status: "ok" as const }));
