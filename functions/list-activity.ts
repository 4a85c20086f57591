import { activityPage } from "../shared/access/activity-page.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(userRoutes.listActivity, async ({ account, query, at }, services) => {
  granted(await account.read(), at.now);
  const { events, cursor } = granted(await activityPage(services, account.user, query), at.now);
  return { events, cursor };
});
