import { organisationPage } from "../../shared/access/activity-page.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";

export const { handler, serve } = endpoint(adminRoutes.adminListActivity, async ({ tenant, query, at }, services) => {
  const { events, cursor } = granted(await organisationPage(services, tenant, query), at.now);
  return { events, cursor };
});
