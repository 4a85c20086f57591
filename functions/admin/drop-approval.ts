import { endApproval, openApproval } from "../../shared/access/approvals.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Problem } from "../../shared/http/problem.ts";

export const { handler, serve } = endpoint(
  adminRoutes.adminDropApproval,
  async ({ tenant, actor, putName, params, at }, services) => {
    const approval = await openApproval(services, tenant, params.approvalId, at.now);
    const about = { tenant, actor, now: at.now };
    if (approval !== null) await putName();
    if (approval === null || (await endApproval(services, about, approval, "approval.dropped")) === "conflict")
      throw new Problem("approval_not_found");
  },
);
