import { currentVersion, policyView } from "../../shared/access/organisation-policy.ts";
import { routes } from "../../shared/contract/routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";

export const { handler, serve } = endpoint(routes.adminGetPolicy, async ({ tenant, caller }, services) => {
  const { policy, changed } = await currentVersion(services, tenant);
  return policyView(policy, { settings: services.settings, caller, changed });
});
