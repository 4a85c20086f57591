import { approvalView, openApprovals } from "../../shared/access/approvals.ts";
import { routes } from "../../shared/contract/routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";

export const { handler, serve } = endpoint(routes.adminListApprovals, async ({ tenant, at }, services) => ({
  approvals: (await openApprovals(services, tenant, at.now)).map(approvalView),
}));
