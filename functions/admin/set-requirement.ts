import { setRequirement } from "../../shared/account/enforcement.ts";
import { routes } from "../../shared/contract/routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";

export const { handler, serve } = endpoint(routes.adminSetRequirement, async ({ target, query, body, at }) => {
  const { account } = await target(query);
  const { required, reason } = body;
  granted(await account.change((state) => setRequirement(state.account, required, reason)), at.now);
  return { userId: query.userId, required };
});
