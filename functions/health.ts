import { health } from "#folded";
import { publicEndpoint } from "../shared/http/public-endpoint.ts";

export const { handler, serve } = publicEndpoint(health, async () => ({ status: "ok" }));
