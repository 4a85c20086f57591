import { currentPolicy } from "../shared/access/organisation-policy.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { must } from "../shared/account/enforcement.ts";
import { disable } from "../shared/account/remove.ts";
import { leaveCredentials } from "../shared/factors/views.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(userRoutes.disable, async ({ account, caller, at }, services) => {
  const policy = async () => currentPolicy(services, caller.tenant);
  const outcome = await account.change(async (state) =>
    disable(state.account, must(state.account, await policy(), caller.namedRoles, at.now), at),
  );
  await leaveCredentials(services, account.user, granted(outcome, at.now));
});
