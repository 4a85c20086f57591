import { factorView } from "../shared/factors/views.ts";
import { routes } from "../shared/contract/routes.ts";
import { updateFactor } from "../shared/account/update-factor.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(routes.updateFactor, async ({ account, params, body, at }, { vault }) => {
  const outcome = await account.change((state) => updateFactor(state.account, params.factorId, body));
  const updated = granted(outcome, at.now);
  return { factor: await factorView(vault, account.user, updated.account, updated.factor, at) };
});
