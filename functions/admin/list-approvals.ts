import { approvalView, openApprovals } from "../../shared/access/approvals.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";

export const { handler, serve } = endpoint(adminRoutes.adminListApprovals, async ({ tenant, at }, services) => ({
  approvals: (await openApprovals(services, tenant, at.now)).map(approvalView),
}));
