import { currentPolicy } from "../shared/access/organisation-policy.ts";
import { recoveryAt } from "../shared/account/recovery-standing.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { ownRecoveryView } from "../shared/factors/recovery.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(userRoutes.getRecovery, async ({ account, caller, at }, services) => {
  const { account: own } = granted(await account.read(), at.now);
  const standing = recoveryAt(own, await currentPolicy(services, caller.tenant), at.now);
  return { recovery: standing && (await ownRecoveryView(services.vault, account.user, own, standing)) };
});
