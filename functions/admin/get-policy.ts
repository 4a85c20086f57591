import { currentPolicy, policyView } from "../../shared/access/organisation-policy.ts";
import { routes } from "../../shared/contract/routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";

export const { handler, serve } = endpoint(routes.adminGetPolicy, async ({ tenant, caller }, services) =>
  policyView(await currentPolicy(services, tenant), { settings: services.settings, caller }),
);
