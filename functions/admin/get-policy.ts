import { currentVersion, policyView } from "../../shared/access/organisation-policy.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";

export const { handler, serve } = endpoint(adminRoutes.adminGetPolicy, async ({ tenant, caller }, services) => {
  const { policy, changed } = await currentVersion(services, tenant);
  return policyView(policy, { settings: services.settings, caller, changed });
});
