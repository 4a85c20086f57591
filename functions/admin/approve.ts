import { openApproval } from "../../shared/access/approvals.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Problem } from "../../shared/http/problem.ts";
import { approve } from "../../shared/http/second-person.ts";
import { bypassCode } from "./issue-bypass-code.ts";
import { registerPhone } from "./pre-register-phone.ts";
import { registerPhones } from "./pre-register-phones.ts";
import { replacesPolicy } from "./put-policy.ts";
import { removePhone } from "./remove-phone.ts";
import { reopenMethod } from "./reopen-method.ts";
import { resetUser } from "./reset-user.ts";
import { requireUser } from "./set-requirement.ts";

/** The acts that wait for a second person where the policy asks for two. */
const acts = [
  resetUser,
  bypassCode,
  reopenMethod,
  registerPhone,
  removePhone,
  registerPhones,
  requireUser,
  replacesPolicy,
];

export const { handler, serve } = endpoint(adminRoutes.adminApprove, async ({ params, body, ...call }, services) => {
  const approval = await openApproval(services, call.tenant, params.approvalId, call.at.now);
  if (approval === null) throw new Problem("approval_not_found");
  return approve(acts, call, approval, body, services);
});
