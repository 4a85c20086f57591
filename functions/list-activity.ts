import { activityPage } from "../shared/access/activity-page.ts";
import { routes } from "../shared/contract/routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";

export const { handler, serve } = endpoint(routes.listActivity, async ({ account, query }, services) =>
  activityPage(services, account.user, query),
);
