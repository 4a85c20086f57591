import { currentPolicy } from "../shared/account/organisation-policy.ts";
import { routes } from "../shared/contract/routes.ts";
import { removeFactor } from "../shared/domain/remove.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/contract/problem.ts";

export const { handler, serve } = endpoint(routes.removeFactor, async ({ account, caller, params, at }, services) => {
  const policy = await currentPolicy(services, caller.tenant);
  granted(await account.change((state) => removeFactor(state.account, params.factorId, policy)), at.now);
});
