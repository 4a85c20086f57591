import { activityPage } from "../../shared/access/activity-page.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";

export const { handler, serve } = endpoint(adminRoutes.adminListEvents, async ({ target, query, at }, services) => {
  const { account } = await target(query);
  const { events, cursor } = granted(await activityPage(services, account.user, query), at.now);
  return { events, cursor };
});
