import { currentPolicy } from "../../shared/access/organisation-policy.ts";
import { approveRecovery } from "../../shared/account/recovery.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted, Problem } from "../../shared/http/problem.ts";

export const { handler, serve } = endpoint(
  adminRoutes.adminApproveRecovery,
  async ({ tenant, actor, target, query, body, at }, services) => {
    const { account } = await target(query);
    // The user is the asker: nobody approves the own recovery.
    if (account.user.ref === actor.ref) throw new Problem("forbidden");
    const outcome = await account.change(async (state) =>
      approveRecovery(state.account, body.reason, await currentPolicy(services, tenant), at),
    );
    granted(outcome, at.now);
  },
);
