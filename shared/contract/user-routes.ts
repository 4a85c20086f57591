import type { ProblemCode } from "./problems.ts";
import { type Route, signing, type Touches } from "./route.ts";
import * as recovery from "./recovery-schemas.ts";
import * as login from "./login-schemas.ts";
import * as schema from "./schemas.ts";

const guessing = ["invalid_code", "code_already_used", "too_many_attempts", "method_disabled"] as const satisfies readonly ProblemCode[];
const sending = ["sms_limit_reached", "sms_delivery_failed", "too_many_attempts", "method_disabled"] as const satisfies readonly ProblemCode[];
const sendingTouches = {
  account: "write",
  challenges: "write",
  policy: "read",
  limits: "claim",
  traffic: "read",
  sms: "send",
} as const satisfies Partial<Touches>;

/** Calls of a user, for himself. */
export const userRoutes = {
  login: {
    method: "POST", path: "/v1/login", function: "login", access: "login",
    summary: "Decide what this login needs, right after the password; sends the SMS if a phone is preferred",
    body: login.loginBody, status: 200, answer: login.loginAnswer,
    problems: ["factor_not_found", "method_not_allowed_here", ...sending],
    touches: { ...sendingTouches, credentials: "read", signingKeys: "use", vault: { identity: "make", passkey: "use", contact: "make", codes: "use", limits: "use", links: "make", ...signing } },
  },
  sendSms: {
    method: "POST", path: "/v1/login/sms", function: "send-sms", access: "login",
    summary: "Send a login code by SMS, or a new one in the place of the last",
    body: login.sendSmsBody, status: 202, answer: login.sendSmsAnswer,
    problems: ["no_sms_factor", "factor_not_found", "method_not_allowed_here", "factor_type_not_allowed", ...sending],
    touches: { ...sendingTouches, vault: { identity: "use", contact: "use", codes: "use", limits: "use" } },
  },
  smsDelivery: {
    method: "GET", path: "/v1/login/sms", function: "sms-delivery", access: "user",
    summary: "The fate of an SMS, as far as its provider tells",
    query: login.smsDeliveryQuery, status: 200, answer: login.smsDeliveryAnswer, problems: ["challenge_expired"],
    touches: { account: "read", challenges: "read", vault: { identity: "use" } },
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
    method: "POST", path: "/v1/factors", function: "enroll-factor", access: "fresh", waitsWhileFrozen: true, beginsEnrollment: true,
    summary: "Set up an authenticator app, a phone or a passkey; it works once confirmed",
    body: schema.enrollBody, status: 201, answer: schema.enrollAnswer,
    problems: ["factor_type_not_allowed", "phone_not_pre_registered", "too_many_factors", "invalid_phone_number", "country_not_allowed", ...sending],
    touches: { ...sendingTouches, credentials: "read", vault: { identity: "make", totp: "make", passkey: "use", contact: "make", codes: "make", limits: "make" } },
  },
  confirmFactor: {
    method: "POST", path: "/v1/factors/{factorId}/confirm", function: "confirm-factor", access: "proven", waitsWhileFrozen: true, exemptsNamedFactor: true,
    summary: "Confirm a pending factor with its first code or the passkey that was made; the first factor brings ten backup codes",
    params: schema.factorParams, body: schema.confirmBody, status: 200, answer: schema.confirmAnswer,
    problems: ["factor_not_found", "enrollment_expired", "challenge_expired", "too_many_factors", "phone_not_pre_registered", "factor_type_not_allowed", "country_not_allowed", "passkey_refused", "passkey_already_registered", ...guessing],
    touches: { account: "write", challenges: "read", credentials: "write", policy: "read", signingKeys: "use", vault: { identity: "use", subject: "make", totp: "use", passkey: "make", contact: "make", codes: "make", ...signing } },
  },
  resendEnrollmentSms: {
    method: "POST", path: "/v1/factors/{factorId}/resend", function: "resend-enrollment-sms", access: "proven", exemptsNamedFactor: true, waitsWhileFrozen: true,
    summary: "Send a new code to a pending phone",
    params: schema.factorParams, status: 202, answer: login.sendSmsAnswer,
    problems: ["factor_not_found", "enrollment_expired", "factor_type_not_allowed", "phone_not_pre_registered", "too_many_factors", "country_not_allowed", ...sending],
    touches: { ...sendingTouches, vault: { identity: "use", contact: "use", codes: "use", limits: "use" } },
  },
  updateFactor: {
    method: "PATCH", path: "/v1/factors/{factorId}", function: "update-factor", access: "proven", waitsWhileFrozen: true,
    summary: "Rename a factor or make it the preferred one",
    params: schema.factorParams, body: schema.updateFactorBody, status: 200, answer: schema.factorAnswer,
    problems: ["factor_not_found"],
    touches: { account: "write", vault: { identity: "use", contact: "use" } },
  },
  removeFactor: {
    method: "DELETE", path: "/v1/factors/{factorId}", function: "remove-factor", access: "fresh", waitsWhileFrozen: true,
    summary: "Remove a factor; removing the last one switches 2FA off",
    params: schema.factorParams, status: 204, answer: null,
    problems: ["factor_not_found", "two_factor_required"],
    touches: { account: "write", credentials: "write", policy: "read", vault: { identity: "use" } },
  },
  disable: {
    method: "DELETE", path: "/v1/factors", function: "disable", access: "fresh", waitsWhileFrozen: true,
    summary: "Switch 2FA off: all factors and backup codes go",
    status: 204, answer: null, problems: ["two_factor_required"],
    touches: { account: "write", credentials: "write", policy: "read", vault: { identity: "use" } },
  },
  regenerateBackupCodes: {
    method: "POST", path: "/v1/backup-codes", function: "regenerate-backup-codes", access: "fresh", waitsWhileFrozen: true,
    summary: "Ten new backup codes, as JSON or as a text file; the old ones stop working",
    status: 201, answer: schema.backupCodesAnswer, textFile: "backup-codes.txt",
    problems: ["not_enrolled"],
    touches: { account: "write", policy: "read", vault: { identity: "use", codes: "use" } },
  },
  undoChange: {
    method: "POST", path: "/v1/undo", function: "undo-change", access: "freshPassword", otherAnswers: { 204: null },
    summary: "Bring a removed factor back, with the link of the notice and a code or assertion of that factor; factors set up shortly before or since, codes and devices go",
    body: recovery.undoBody, status: 200, answer: recovery.undoAnswer,
    problems: ["not_found", "challenge_expired", "passkey_refused", "unknown_passkey", "factor_type_not_allowed", ...guessing, ...sending],
    touches: { ...sendingTouches, credentials: "write", vault: { identity: "use", totp: "use", passkey: "use", contact: "use", codes: "use", limits: "use", links: "use" } },
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
  askRecovery: {
    method: "POST", path: "/v1/recovery", function: "ask-recovery", access: "freshPassword",
    summary: "Ask to set up afresh when everything is lost; mails a code to the known address",
    status: 202, answer: recovery.recoveryAnswer, problems: ["not_enrolled", "recovery_not_offered", "too_many_attempts"],
    touches: { account: "write", policy: "read", mail: "send", vault: { identity: "use", contact: "use", codes: "use" } },
  },
  getRecovery: {
    method: "GET", path: "/v1/recovery", function: "get-recovery", access: "freshPassword",
    summary: "The recovery under way",
    status: 200, answer: recovery.maybeRecoveryAnswer, problems: [],
    touches: { account: "read", policy: "read", vault: { identity: "use", contact: "use" } },
  },
  confirmRecovery: {
    method: "POST", path: "/v1/recovery/confirm", function: "confirm-recovery", access: "freshPassword",
    summary: "Confirm the request with the mailed code; the delay begins, and everybody who can reach the user is told",
    body: recovery.confirmRecoveryBody, status: 200, answer: recovery.recoveryAnswer,
    problems: ["invalid_code", "code_already_used", "too_many_attempts", "challenge_expired"],
    touches: { account: "write", policy: "read", vault: { identity: "use", codes: "use" } },
  },
  completeRecovery: {
    method: "POST", path: "/v1/recovery/complete", function: "complete-recovery", access: "freshPassword",
    summary: "Set a new factor up with the second mailed code; its confirmation replaces all factors, codes and devices",
    body: recovery.completeRecoveryBody, status: 201, answer: schema.enrollAnswer,
    problems: ["recovery_not_ready", "invalid_code", "challenge_expired", "factor_type_not_allowed", "phone_not_pre_registered", "too_many_factors", "invalid_phone_number", "country_not_allowed", ...sending],
    touches: { ...sendingTouches, credentials: "read", vault: { identity: "use", totp: "make", passkey: "use", contact: "make", codes: "use", limits: "make" } },
  },
  cancelOwnRecovery: {
    method: "DELETE", path: "/v1/recovery", function: "cancel-own-recovery", access: "proven",
    summary: "End the recovery under way",
    status: 204, answer: null, problems: [],
    touches: { account: "write", vault: { identity: "use" } },
  },
  listActivity: {
    method: "GET", path: "/v1/activity", function: "list-activity", access: "proven",
    summary: "One's own events, newest first",
    query: schema.pageQuery, status: 200, answer: schema.eventsAnswer, problems: [],
    touches: { account: "read", activity: "read", vault: { identity: "use" } },
  },
} as const satisfies Record<string, Route>;
