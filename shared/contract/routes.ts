import type * as z from "zod";
import type { Level } from "../account/step-up.ts";
import type { ProblemCode } from "./problems.ts";
import * as adminSchema from "./admin-schemas.ts";
import type { Touches } from "./touches.ts";
import * as login from "./login-schemas.ts";
import * as schema from "./schemas.ts";

/** Proof that the caller must bring. docs/api.md has the table, generated from the law in shared/account/step-up.ts. */
export type Access = "public" | Level;

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  /** The file under functions/, without its ending. */
  readonly function: string;
  readonly access: Access;
  /** The factor named in the path needs no proof of itself. */
  readonly exemptsNamedFactor?: true;
  /** A first set-up that the organisation requires may do without the time of the password, where the issuer's entry says so. */
  readonly beginsEnrollment?: true;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly status: 200 | 201 | 202 | 204;
  /** Null: no body. */
  readonly answer: z.ZodType | null;
  /** Also answered as a text file if the caller accepts text/plain. */
  readonly textFile?: string;
  /** Seconds; everything else is no-store. */
  readonly cacheSeconds?: number;
  /** Besides those that every call can meet. */
  readonly problems: readonly ProblemCode[];
  readonly touches: Touches;
}

const guessing = ["invalid_code", "code_already_used", "too_many_attempts", "method_disabled"] as const satisfies readonly ProblemCode[];
const sending = ["sms_limit_reached", "sms_delivery_failed", "too_many_attempts", "method_disabled"] as const satisfies readonly ProblemCode[];
const sendingTouches = {
  account: "write",
  challenges: "write",
  policy: "read",
  limits: "claim",
  sms: "send",
} as const satisfies Partial<Touches>;
/** For steps that may be the first to need a signing key; `verify` comes after a login or a set-up. */
const signing = { signing: "make", publicKeys: "make" } as const;
const ofUser = { query: adminSchema.userQuery } as const;

/** The single source of the API: the gateway, the permissions, the local run, OpenAPI, the README's table and the tests derive from it. */
export const routes = {
  login: {
    method: "POST", path: "/v1/login", function: "login", access: "login",
    summary: "Decide what this login needs, right after the password; sends the SMS if a phone is preferred",
    body: login.loginBody, status: 200, answer: login.loginAnswer,
    problems: ["factor_not_found", "method_not_allowed_here", ...sending],
    touches: { ...sendingTouches, credentials: "read", signingKeys: "use", vault: { identity: "make", passkey: "use", contact: "make", codes: "use", limits: "use", ...signing } },
  },
  sendSms: {
    method: "POST", path: "/v1/login/sms", function: "send-sms", access: "login",
    summary: "Send a login code by SMS, or a new one in the place of the last",
    body: login.sendSmsBody, status: 202, answer: login.sendSmsAnswer,
    problems: ["no_sms_factor", "factor_not_found", "method_not_allowed_here", ...sending],
    touches: { ...sendingTouches, vault: { identity: "use", contact: "use", codes: "use", limits: "use" } },
  },
  verify: {
    method: "POST", path: "/v1/login/verify", function: "verify", access: "login",
    summary: "Exchange a code of any kind or a passkey's answer for an assertion, and an access token",
    body: login.verifyBody, status: 200, answer: login.verifyAnswer,
    problems: ["not_enrolled", "challenge_expired", "factor_not_found", "method_not_allowed_here", "factor_type_not_allowed", "passkey_refused", "unknown_passkey", ...guessing],
    touches: { account: "write", challenges: "read", credentials: "read", policy: "read", signingKeys: "use", vault: { identity: "use", totp: "use", passkey: "use", contact: "make", codes: "use", signing: "use", publicKeys: "use" } },
  },
  listFactors: {
    method: "GET", path: "/v1/factors", function: "list-factors", access: "user",
    summary: "One's own second factor: state, factors, backup codes left",
    status: 200, answer: schema.factorsAnswer, problems: [],
    touches: { account: "read", credentials: "read", policy: "read", vault: { identity: "use", passkey: "use", contact: "use" } },
  },
  enrollFactor: {
    method: "POST", path: "/v1/factors", function: "enroll-factor", access: "fresh", beginsEnrollment: true,
    summary: "Set up an authenticator app, a phone or a passkey; it works once confirmed",
    body: schema.enrollBody, status: 201, answer: schema.enrollAnswer,
    problems: ["factor_type_not_allowed", "phone_not_pre_registered", "too_many_factors", "invalid_phone_number", "country_not_allowed", ...sending],
    touches: { ...sendingTouches, credentials: "read", vault: { identity: "make", totp: "make", passkey: "use", contact: "make", codes: "make", limits: "make" } },
  },
  confirmFactor: {
    method: "POST", path: "/v1/factors/{factorId}/confirm", function: "confirm-factor", access: "proven", exemptsNamedFactor: true,
    summary: "Confirm a pending factor with its first code or the passkey that was made; the first factor brings ten backup codes",
    params: schema.factorParams, body: schema.confirmBody, status: 200, answer: schema.confirmAnswer,
    problems: ["factor_not_found", "enrollment_expired", "challenge_expired", "too_many_factors", "phone_not_pre_registered", "factor_type_not_allowed", "country_not_allowed", "passkey_refused", "passkey_already_registered", ...guessing],
    touches: { account: "write", challenges: "read", credentials: "write", policy: "read", signingKeys: "use", vault: { identity: "use", subject: "make", totp: "use", passkey: "make", contact: "make", codes: "make", ...signing } },
  },
  resendEnrollmentSms: {
    method: "POST", path: "/v1/factors/{factorId}/resend", function: "resend-enrollment-sms", access: "proven",
    summary: "Send a new code to a pending phone",
    params: schema.factorParams, status: 202, answer: login.sendSmsAnswer,
    problems: ["factor_not_found", "enrollment_expired", "factor_type_not_allowed", "phone_not_pre_registered", "too_many_factors", "country_not_allowed", ...sending],
    touches: { ...sendingTouches, vault: { identity: "use", contact: "use", codes: "use", limits: "use" } },
  },
  updateFactor: {
    method: "PATCH", path: "/v1/factors/{factorId}", function: "update-factor", access: "proven",
    summary: "Rename a factor or make it the preferred one",
    params: schema.factorParams, body: schema.updateFactorBody, status: 200, answer: schema.factorAnswer,
    problems: ["factor_not_found"],
    touches: { account: "write", vault: { identity: "use", contact: "use" } },
  },
  removeFactor: {
    method: "DELETE", path: "/v1/factors/{factorId}", function: "remove-factor", access: "fresh",
    summary: "Remove a factor; removing the last one switches 2FA off",
    params: schema.factorParams, status: 204, answer: null,
    problems: ["factor_not_found", "two_factor_required"],
    touches: { account: "write", credentials: "write", policy: "read", vault: { identity: "use" } },
  },
  disable: {
    method: "DELETE", path: "/v1/factors", function: "disable", access: "fresh",
    summary: "Switch 2FA off: all factors and backup codes go",
    status: 204, answer: null, problems: ["two_factor_required"],
    touches: { account: "write", credentials: "write", policy: "read", vault: { identity: "use" } },
  },
  regenerateBackupCodes: {
    method: "POST", path: "/v1/backup-codes", function: "regenerate-backup-codes", access: "fresh",
    summary: "Ten new backup codes, as JSON or as a text file; the old ones stop working",
    status: 201, answer: schema.backupCodesAnswer, textFile: "backup-codes.txt",
    problems: ["not_enrolled"],
    touches: { account: "write", policy: "read", vault: { identity: "use", codes: "use" } },
  },
  listDevices: {
    method: "GET", path: "/v1/devices", function: "list-devices", access: "proven",
    summary: "One's own devices that are not asked for a code",
    status: 200, answer: login.devicesAnswer, problems: [],
    touches: { account: "read", policy: "read", vault: { identity: "use" } },
  },
  endDevice: {
    method: "DELETE", path: "/v1/devices/{deviceId}", function: "end-device", access: "proven",
    summary: "Ask one device for codes again",
    params: login.deviceParams, status: 204, answer: null, problems: [],
    touches: { account: "write", vault: { identity: "use" } },
  },
  endDevices: {
    method: "DELETE", path: "/v1/devices", function: "end-devices", access: "proven",
    summary: "Ask all devices for codes again",
    status: 204, answer: null, problems: [],
    touches: { account: "write", vault: { identity: "use" } },
  },
  listActivity: {
    method: "GET", path: "/v1/activity", function: "list-activity", access: "proven",
    summary: "One's own events, newest first",
    query: schema.pageQuery, status: 200, answer: schema.eventsAnswer, problems: [],
    touches: { account: "read", activity: "read", vault: { identity: "use" } },
  },
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
  jwks: {
    method: "GET", path: "/.well-known/jwks.json", function: "jwks", access: "public",
    summary: "The keys that assertions and access tokens are signed with",
    status: 200, answer: schema.jwksAnswer, cacheSeconds: 300, problems: [],
    touches: { signingKeys: "use", vault: signing },
  },
  health: {
    method: "GET", path: "/health", function: "health", access: "public",
    summary: "Whether the service is up",
    status: 200, answer: schema.healthAnswer, problems: [], touches: { vault: {} },
  },
  openApi: {
    method: "GET", path: "/openapi.json", function: "openapi", access: "public",
    summary: "This contract as OpenAPI 3.1",
    status: 200, answer: schema.openApiAnswer, cacheSeconds: 300, problems: [], touches: { vault: {} },
  },
} as const satisfies Record<string, Route>;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
