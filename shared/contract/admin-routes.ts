import type { Route } from "./route.ts";
import * as adminSchema from "./admin-schemas.ts";
import * as deskSchema from "./help-desk-schemas.ts";
import * as policySchema from "./policy-schemas.ts";
import * as schema from "./schemas.ts";

const ofUser = { query: adminSchema.userQuery } as const;
/** Calls that wait for a second person where the policy asks for two. */
const waits = { otherAnswers: { 202: deskSchema.approvalAnswer } } as const;
const asks = { policy: "read", approvals: "ask" } as const;
const asking = { approvals: "make" } as const;

/** Calls of an organisation's admins. */
export const adminRoutes = {
  adminGetUser: {
    ...ofUser, method: "GET", path: "/v1/admin/user", function: "admin/get-user", access: "admin",
    summary: "A user's factors, backup codes, pre-registered phone and locks",
    status: 200, answer: adminSchema.adminUserAnswer, problems: [],
    touches: { account: "read", policy: "read", vault: { identity: "use", contact: "use" } },
  },
  adminResetUser: {
    ...ofUser, method: "POST", path: "/v1/admin/user/reset", function: "admin/reset-user", access: "adminFresh",
    summary: "Remove a user's factors, codes and locks; the pre-registered phone stays",
    body: adminSchema.resetBody, status: 200, answer: adminSchema.resetAnswer, problems: ["too_many_attempts"],
    ...waits, touches: { actor: "name", account: "write", credentials: "write", ...asks, vault: { identity: "use", subject: "make", ...asking } },
  },
  adminReopenMethod: {
    ...ofUser, method: "POST", path: "/v1/admin/user/reopen", function: "admin/reopen-method", access: "adminFresh",
    summary: "Reopen a method that wrong codes have closed, for five tries",
    body: adminSchema.reopenBody, status: 204, answer: null, problems: ["too_many_attempts"],
    ...waits, touches: { actor: "name", account: "write", ...asks, vault: { identity: "use", subject: "make", ...asking } },
  },
  adminIssueBypassCode: {
    ...ofUser, method: "POST", path: "/v1/admin/user/bypass-code", function: "admin/issue-bypass-code", access: "adminFresh",
    summary: "Make a code that stands in for the user's factor in one login; it brings no access token",
    body: deskSchema.bypassCodeBody, status: 201, answer: deskSchema.bypassCodeAnswer, problems: ["not_enrolled", "too_many_attempts"],
    ...waits, touches: { actor: "name", account: "write", ...asks, vault: { identity: "use", subject: "make", codes: "make", ...asking } },
  },
  adminCheckCaller: {
    ...ofUser, method: "POST", path: "/v1/admin/user/caller-check", function: "admin/check-caller", access: "adminFresh",
    summary: "Send two words to the user who is on the phone, by SMS or e-mail",
    body: deskSchema.callerCheckBody, status: 202, answer: deskSchema.callerCheckAnswer,
    problems: ["no_channel", "too_many_attempts", "sms_limit_reached", "sms_delivery_failed"],
    touches: { actor: "name", account: "write", limits: "claim", sms: "send", mail: "send", vault: { identity: "use", subject: "make", contact: "use", codes: "make", limits: "make" } },
  },
  adminConfirmCaller: {
    ...ofUser, method: "POST", path: "/v1/admin/user/caller-check/confirm", function: "admin/confirm-caller", access: "adminFresh",
    summary: "Compare the two words that the caller says",
    body: deskSchema.confirmCallerBody, status: 200, answer: deskSchema.confirmCallerAnswer,
    problems: ["challenge_expired", "invalid_code"],
    touches: { actor: "name", account: "write", vault: { identity: "use", subject: "make", codes: "use" } },
  },
  adminApproveRecovery: {
    ...ofUser, method: "POST", path: "/v1/admin/user/recovery", function: "admin/approve-recovery", access: "adminFresh",
    summary: "Approve a user's recovery",
    body: adminSchema.resetBody, status: 204, answer: null, problems: ["recovery_not_offered", "recovery_not_ready"],
    touches: { actor: "name", account: "write", policy: "read", vault: { identity: "use", subject: "make" } },
  },
  adminRefuseRecovery: {
    ...ofUser, method: "DELETE", path: "/v1/admin/user/recovery", function: "admin/refuse-recovery", access: "adminFresh",
    summary: "Refuse a user's recovery",
    body: adminSchema.resetBody, status: 204, answer: null, problems: [],
    touches: { actor: "name", account: "write", vault: { identity: "use", subject: "make" } },
  },
  adminEndUserDevices: {
    ...ofUser, method: "DELETE", path: "/v1/admin/user/devices", function: "admin/end-user-devices", access: "admin",
    summary: "Ask all of a user's devices for codes again",
    status: 204, answer: null, problems: [],
    touches: { account: "write", actor: "name", vault: { identity: "use", subject: "make" } },
  },
  adminEndDevices: {
    method: "DELETE", path: "/v1/admin/devices", function: "admin/end-devices", access: "admin",
    summary: "Ask all devices of the organisation for codes again",
    query: adminSchema.adminQuery, status: 204, answer: null, problems: ["version_conflict"],
    touches: { account: "read", policy: "write", actor: "name", vault: { identity: "use", subject: "make" } },
  },
  adminPreRegisterPhone: {
    ...ofUser, method: "PUT", path: "/v1/admin/user/phone", function: "admin/pre-register-phone", access: "adminFresh",
    summary: "Define the number that the user may register",
    body: adminSchema.preRegisterBody, status: 200, answer: adminSchema.preRegisterAnswer,
    problems: ["invalid_phone_number", "country_not_allowed", "too_many_attempts"],
    ...waits, touches: { actor: "name", account: "write", ...asks, vault: { identity: "make", subject: "make", contact: "make", ...asking } },
  },
  adminRemovePhone: {
    ...ofUser, method: "DELETE", path: "/v1/admin/user/phone", function: "admin/remove-phone", access: "adminFresh",
    summary: "Remove the pre-registered number",
    status: 204, answer: null, problems: ["too_many_attempts"],
    ...waits, touches: { actor: "name", account: "write", ...asks, vault: { identity: "use", subject: "make", ...asking } },
  },
  adminPreRegisterPhones: {
    method: "PUT", path: "/v1/admin/phones", function: "admin/pre-register-phones", access: "adminFresh",
    summary: "Define the numbers that many users may register",
    query: adminSchema.adminQuery, body: adminSchema.phonesBody, status: 200, answer: adminSchema.phonesAnswer, problems: ["too_many_attempts"],
    ...waits, touches: { actor: "name", account: "write", ...asks, vault: { identity: "make", subject: "make", contact: "make", ...asking } },
  },
  adminListEvents: {
    method: "GET", path: "/v1/admin/user/events", function: "admin/list-events", access: "admin",
    summary: "A user's events, newest first",
    query: adminSchema.userPageQuery, status: 200, answer: schema.eventsAnswer, problems: [],
    touches: { account: "read", activity: "read", vault: { identity: "use" } },
  },
  adminGetPolicy: {
    method: "GET", path: "/v1/admin/policy", function: "admin/get-policy", access: "admin",
    summary: "The organisation's policy",
    query: adminSchema.adminQuery, status: 200, answer: policySchema.policyAnswer, problems: [],
    touches: { account: "read", policy: "read", people: "read", vault: { identity: "use", subject: "use" } },
  },
  adminPutPolicy: {
    method: "PUT", path: "/v1/admin/policy", function: "admin/put-policy", access: "adminFresh",
    summary: "Replace the policy; names the version that it replaces",
    query: adminSchema.adminQuery, body: policySchema.policyBody, status: 200, answer: policySchema.policyAnswer,
    problems: ["version_conflict", "too_many_attempts"],
    ...waits, touches: { actor: "name", account: "read", ...asks, policy: "write", people: "read", vault: { identity: "use", subject: "make", ...asking } },
  },
  adminListApprovals: {
    method: "GET", path: "/v1/admin/approvals", function: "admin/list-approvals", access: "admin",
    summary: "The acts that wait for a second person",
    query: adminSchema.adminQuery, status: 200, answer: deskSchema.approvalsAnswer, problems: [],
    touches: { account: "read", approvals: "list", vault: { identity: "use", approvals: "use" } },
  },
  adminApprove: {
    method: "POST", path: "/v1/admin/approvals/{approvalId}", function: "admin/approve", access: "adminFresh",
    summary: "Approve what another admin asked for, by repeating it; answers what that call would have",
    params: deskSchema.approvalParams, query: adminSchema.adminQuery, body: deskSchema.approveBody,
    status: 200, answer: deskSchema.approvedAnswer, otherAnswers: { 201: deskSchema.bypassCodeAnswer, 204: null },
    problems: ["approval_not_found", "not_enrolled", "invalid_phone_number", "country_not_allowed", "version_conflict"],
    touches: { actor: "name", account: "write", credentials: "write", policy: "write", people: "read", approvals: "decide", vault: { identity: "make", subject: "make", contact: "make", codes: "make", approvals: "use" } },
  },
  adminDropApproval: {
    method: "DELETE", path: "/v1/admin/approvals/{approvalId}", function: "admin/drop-approval", access: "adminFresh",
    summary: "Give up what waits for a second person",
    params: deskSchema.approvalParams, query: adminSchema.adminQuery, status: 204, answer: null, problems: ["approval_not_found"],
    touches: { actor: "name", account: "read", approvals: "decide", vault: { identity: "use", subject: "make", approvals: "use" } },
  },
  adminPolicyHistory: {
    method: "GET", path: "/v1/admin/policy/history", function: "admin/list-policy-history", access: "admin",
    summary: "The policy's versions, newest first; one is restored by a PUT of it",
    query: adminSchema.adminQuery, status: 200, answer: policySchema.policyHistoryAnswer, problems: [],
    touches: { account: "read", policy: "history", people: "read", vault: { identity: "use", subject: "use" } },
  },
  adminListActivity: {
    method: "GET", path: "/v1/admin/activity", function: "admin/list-activity", access: "admin",
    summary: "The organisation's changes and admins' acts, newest first",
    query: adminSchema.tenantPageQuery, status: 200, answer: adminSchema.organisationEventsAnswer, problems: [],
    touches: { account: "read", activity: "organisation", people: "read", vault: { identity: "use", subject: "use" } },
  },
  adminSetRequirement: {
    ...ofUser, method: "PUT", path: "/v1/admin/user/requirement", function: "admin/set-requirement", access: "adminFresh",
    summary: "Say that this user must use a second factor, or that it is as the policy says",
    body: adminSchema.requirementBody, status: 200, answer: adminSchema.requirementAnswer, problems: ["too_many_attempts"],
    ...waits, touches: { actor: "name", account: "write", ...asks, vault: { identity: "make", subject: "make", ...asking } },
  },
  adminRehearse: {
    method: "POST", path: "/v1/admin/rehearse", function: "admin/rehearse", access: "admin",
    summary: "How the logins of up to a hundred users would go under another policy; writes nothing",
    query: adminSchema.adminQuery, body: policySchema.rehearseBody, status: 200, answer: policySchema.rehearseAnswer, problems: [],
    touches: { account: "read", policy: "read", people: "read", vault: { identity: "use", contact: "use" } },
  },
  adminGetPosture: {
    method: "GET", path: "/v1/admin/posture", function: "admin/get-posture", access: "admin",
    summary: "Facts of the organisation and, for operators, of the service, and the requirements that they meet",
    query: adminSchema.adminQuery, status: 200, answer: adminSchema.postureAnswer, problems: [],
    touches: { account: "read", policy: "read", vault: { identity: "use" } },
  },
  adminGetSms: {
    method: "GET", path: "/v1/admin/sms", function: "admin/get-sms", access: "admin",
    summary: "The cost of the organisation's SMS in a month by the ledger's prices, and where none are sent at the moment",
    query: adminSchema.smsQuery, status: 200, answer: adminSchema.smsAnswer, problems: [],
    touches: { account: "read", policy: "read", traffic: "list", vault: { identity: "use" } },
  },
  adminLiftSmsBreaker: {
    method: "DELETE", path: "/v1/admin/sms/breakers/{range}", function: "admin/lift-sms-breaker", access: "adminFresh",
    summary: "Let a range or country that was stopped get SMS again; operators only",
    params: adminSchema.breakerParams, query: adminSchema.adminQuery, status: 204, answer: null, problems: ["not_found"],
    touches: { actor: "name", account: "read", traffic: "write", vault: { identity: "use", subject: "make" } },
  },
} as const satisfies Record<string, Route>;
