import { cancelRecovery } from "../../shared/account/recovery-standing.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted, Problem } from "../../shared/http/problem.ts";

export const { handler, serve } = endpoint(
  adminRoutes.adminRefuseRecovery,
  async ({ actor, target, query, body, at }) => {
    const { account } = await target(query);
    if (account.user.ref === actor.ref) throw new Problem("forbidden");
    const refusal = { by: "admin", reason: body.reason } as const;
    granted(await account.change((state) => cancelRecovery(state.account, refusal)), at.now);
  },
);
