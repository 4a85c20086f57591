import { openApiDocument } from "../shared/contract/openapi.ts";
import { routes } from "../shared/contract/routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";

export const { handler, serve } = endpoint(routes.openApi, async (_request, { settings }) => ({
  ...openApiDocument(settings.serviceIssuer),
}));
