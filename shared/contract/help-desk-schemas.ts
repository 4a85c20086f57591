import * as z from "zod/mini";
import { documented } from "../account/rules.ts";
import { approvalActions, callerChannels } from "../account/help-desk-state.ts";
import {
  phonesAnswer,
  phonesBody,
  preRegisterAnswer,
  preRegisterBody,
  reason,
  reopenBody,
  requirementAnswer,
  requirementBody,
  resetAnswer,
  resetBody,
  userQuery,
} from "./admin-schemas.ts";
import { policyAnswer, policyBody } from "./policy-schemas.ts";
import { instant } from "./schemas.ts";

export const bypassCodeBody = z.strictObject({
  reason,
  hours: documented(z._default(z.int().check(z.minimum(1), z.maximum(24)), 8), "Until the code ends"),
});
export const bypassCodeAnswer = z.object({
  code: documented(z.string(), { description: "Shown once", example: "ZK7M-2QXA-9RTB" }),
  expiresAt: instant,
});
export const callerCheckBody = z.strictObject({
  channel: documented(z.enum(callerChannels), "Not the phone that the call is about"),
});
export const callerCheckAnswer = z.object({
  sentTo: documented(z.string(), { description: "The number or address, masked", example: "+41 ••• •• •• 12" }),
  expiresAt: instant,
});
export const confirmCallerBody = z.strictObject({ words: z.string().check(z.minLength(1), z.maxLength(100)) });
export const confirmCallerAnswer = z.object({ confirmed: z.literal(true) });

/** The parameters of each act that may wait for a second person: the fields of its query and body in one flat object. */
const { tenant: _, ...user } = userQuery.shape;
export const actParameters = {
  reset: z.strictObject({ ...user, ...resetBody.shape }),
  bypass_code: z.strictObject({ ...user, ...bypassCodeBody.shape }),
  reopen: z.strictObject({ ...user, ...reopenBody.shape }),
  phone: z.strictObject({ ...user, ...preRegisterBody.shape }),
  phone_removal: z.strictObject({ ...user, phoneNumber: z.null() }),
  phones: phonesBody,
  requirement: z.strictObject({ ...user, ...requirementBody.shape }),
  policy: policyBody,
};
const parameters = documented(
  z.record(z.string(), z.unknown()),
  "The fields of the call's query and body, without the tenant",
);
const approvalId = documented(z.string(), { example: "apr_9mZbQ0w2T8mJ4sF1c0kZ7Q" });
const approvalFields = { id: approvalId, action: z.enum(approvalActions), parameters };
export const approvalAnswer = documented(z.object({ approval: z.object({ ...approvalFields, expiresAt: instant }) }), {
  id: "WaitingForApproval",
});
export const approvalsAnswer = z.object({
  approvals: z.array(
    z.object({
      ...approvalFields,
      askedBy: documented(z.string(), "The sub of the admin who asked"),
      reason: z.nullable(z.string()),
      expiresAt: instant,
    }),
  ),
});
export const approvedAnswer = z.union([resetAnswer, preRegisterAnswer, phonesAnswer, requirementAnswer, policyAnswer]);
export const approvalParams = z.object({ approvalId: z.string().check(z.minLength(1), z.maxLength(100)) });
/** Other parameters are no wrong request: they are another act, which nobody has asked for. */
export const approveBody = z.strictObject({ action: z.string(), parameters });
