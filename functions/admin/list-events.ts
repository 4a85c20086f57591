import { activityPage } from "../../shared/access/activity-page.ts";
import { routes } from "../../shared/contract/routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";

export const { handler, serve } = endpoint(routes.adminListEvents, async ({ target, params, query }, services) => {
  const { account } = await target(params.userId);
  return activityPage(services, account.user, query);
});
