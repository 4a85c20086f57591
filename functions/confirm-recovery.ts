import { currentPolicy } from "../shared/access/organisation-policy.ts";
import { confirmRecovery } from "../shared/account/recovery.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { isRecoveryCode, recoveryView } from "../shared/factors/recovery.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(
  userRoutes.confirmRecovery,
  async ({ account, caller, body, at }, services) => {
    const outcome = await account.change(async (state) => {
      const policy = await currentPolicy(services, caller.tenant);
      const typed = { typed: body.code, of: "confirm" } as const;
      const isRight = await isRecoveryCode(services.vault, account.user, state.account, typed);
      return confirmRecovery(state.account, isRight, policy, at);
    });
    return { recovery: recoveryView(granted(outcome, at.now).recovery) };
  },
);
