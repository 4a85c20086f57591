import { cancelRecovery } from "../shared/account/recovery-standing.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

/** One that is over already is what the caller wants. */
export const { handler, serve } = endpoint(userRoutes.cancelOwnRecovery, async ({ account, at }) => {
  granted(await account.change((state) => cancelRecovery(state.account, { by: "user" })), at.now);
});
