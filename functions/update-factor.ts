import { withPrepared } from "../shared/access/account-access.ts";
import { factorView } from "../shared/factors/views.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { updateFactor } from "../shared/account/update-factor.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(
  userRoutes.updateFactor,
  async ({ account, params, body, at }, { vault }) => {
    const outcome = await account.change((state) =>
      withPrepared(updateFactor(state.account, params.factorId, body), async (updated) => ({
        view: await factorView(vault, account.user, updated.account, updated.factor, at),
      })),
    );
    return { factor: granted(outcome, at.now).view };
  },
);
