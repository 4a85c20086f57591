import type { Route } from "./route.ts";
import * as adminSchema from "./admin-schemas.ts";
import * as schema from "./schemas.ts";

const ofUser = { query: adminSchema.userQuery } as const;

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
    body: adminSchema.resetBody, status: 200, answer: adminSchema.resetAnswer, problems: [],
    touches: { account: "write", credentials: "write", vault: { identity: "use", subject: "make" } },
  },
  adminReopenMethod: {
    ...ofUser, method: "POST", path: "/v1/admin/user/reopen", function: "admin/reopen-method", access: "adminFresh",
    summary: "Reopen a method that wrong codes have closed, for five tries",
    body: adminSchema.reopenBody, status: 204, answer: null, problems: [],
    touches: { account: "write", vault: { identity: "use", subject: "make" } },
  },
  adminEndUserDevices: {
    ...ofUser, method: "DELETE", path: "/v1/admin/user/devices", function: "admin/end-user-devices", access: "admin",
    summary: "Ask all of a user's devices for codes again",
    status: 204, answer: null, problems: [],
    touches: { account: "write", vault: { identity: "use", subject: "make" } },
  },
  adminEndDevices: {
    method: "DELETE", path: "/v1/admin/devices", function: "admin/end-devices", access: "admin",
    summary: "Ask all devices of the organisation for codes again",
    query: adminSchema.adminQuery, status: 204, answer: null, problems: ["version_conflict"],
    touches: { account: "read", policy: "write", vault: { identity: "use" } },
  },
  adminPreRegisterPhone: {
    ...ofUser, method: "PUT", path: "/v1/admin/user/phone", function: "admin/pre-register-phone", access: "adminFresh",
    summary: "Define the number that the user may register",
    body: adminSchema.preRegisterBody, status: 200, answer: adminSchema.preRegisterAnswer,
    problems: ["invalid_phone_number", "country_not_allowed"],
    touches: { account: "write", policy: "read", vault: { identity: "make", subject: "make", contact: "make" } },
  },
  adminRemovePhone: {
    ...ofUser, method: "DELETE", path: "/v1/admin/user/phone", function: "admin/remove-phone", access: "adminFresh",
    summary: "Remove the pre-registered number",
    status: 204, answer: null, problems: [],
    touches: { account: "write", vault: { identity: "use" } },
  },
  adminPreRegisterPhones: {
    method: "PUT", path: "/v1/admin/phones", function: "admin/pre-register-phones", access: "adminFresh",
    summary: "Define the numbers that many users may register",
    query: adminSchema.adminQuery, body: adminSchema.phonesBody, status: 200, answer: adminSchema.phonesAnswer, problems: [],
    touches: { account: "write", policy: "read", vault: { identity: "make", subject: "make", contact: "make" } },
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
    query: adminSchema.adminQuery, status: 200, answer: adminSchema.policyAnswer, problems: [],
    touches: { account: "read", policy: "read", vault: { identity: "use" } },
  },
  adminPutPolicy: {
    method: "PUT", path: "/v1/admin/policy", function: "admin/put-policy", access: "adminFresh",
    summary: "Replace the policy; names the version that it replaces",
    query: adminSchema.adminQuery, body: adminSchema.policyBody, status: 200, answer: adminSchema.policyAnswer,
    problems: ["version_conflict"],
    touches: { account: "read", policy: "write", vault: { identity: "use" } },
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
    touches: { account: "read", traffic: "write", vault: { identity: "use" } },
  },
} as const satisfies Record<string, Route>;
