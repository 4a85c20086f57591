import type { Refusal } from "../account/decision.ts";

interface ProblemRow {
  readonly status: number;
  readonly title: string;
  /** Tells the caller what to do. */
  readonly detail: string;
}

/** Codes of the transport; those of the rules come from the law's refusals, so a new refusal without a row does not compile. */
type HttpCode =
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "approval_not_found"
  | "method_not_allowed"
  | "payload_too_large"
  | "unsupported_media_type"
  | "version_conflict"
  | "temporarily_unavailable";

/** The closed list of problems. `code` is what clients switch on. */
export const problems = {
  invalid_request: {
    status: 400,
    title: "Invalid request",
    detail: "Correct the fields named in errors and send the request again.",
  },
  unauthenticated: {
    status: 401,
    title: "Not signed in",
    detail: "Send a valid token of the login, or an access token of this service where the call takes one.",
  },
  insufficient_user_authentication: {
    status: 401,
    title: "Stronger sign-in needed",
    detail: "Ask for what WWW-Authenticate names, the password or a code, and send the new token.",
  },
  password_time_unknown: {
    status: 403,
    title: "Time of the password unknown",
    detail: "The login does not say when the password was entered, so asking for it again would not help: see hint.",
  },
  forbidden: { status: 403, title: "Not allowed", detail: "This call is not for your role or tenant." },
  two_factor_required: {
    status: 403,
    title: "Two-factor authentication is required",
    detail: "The organisation requires it, so the last factor can't be removed. Add another factor first.",
  },
  factor_type_not_allowed: {
    status: 403,
    title: "Factor type not allowed",
    detail: "The organisation's policy, or the login that it uses, does not allow this type of factor.",
  },
  phone_not_pre_registered: {
    status: 403,
    title: "Phone not pre-registered",
    detail:
      "The first factor has to be the phone that the organisation registered. Ask its admin to register or correct the number.",
  },
  method_disabled: {
    status: 403,
    title: "Method disabled",
    detail: "Too many wrong codes in a row. Use another method and enrol this one again, or ask an admin to reopen it.",
  },
  method_not_allowed_here: {
    status: 403,
    title: "Method not allowed here",
    detail:
      "This account has passkeys, and its organisation takes no codes of apps and phones beside them. Use a passkey.",
  },
  not_found: { status: 404, title: "Not found", detail: "There is no such address or link. See /openapi.json." },
  approval_not_found: {
    status: 404,
    title: "No such approval",
    detail: "It was granted, dropped or is older than a day. List the open ones, or ask for the act again.",
  },
  factor_not_found: {
    status: 404,
    title: "Factor not found",
    detail: "You have no factor with this id. List them with GET /v1/factors.",
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    detail: "Use one of the methods in the Allow header.",
  },
  payload_too_large: { status: 413, title: "Body too large", detail: "A body has at most 8 KiB." },
  unsupported_media_type: {
    status: 415,
    title: "Unsupported media type",
    detail: "Send JSON in UTF-8 with Content-Type: application/json.",
  },
  not_enrolled: {
    status: 409,
    title: "Not enrolled",
    detail: "There is no active second factor. Add one with POST /v1/factors.",
  },
  no_channel: {
    status: 409,
    title: "No such channel",
    detail:
      "The user has no confirmed phone, or no known address to which e-mail can be sent. Choose the other channel.",
  },
  recovery_not_offered: {
    status: 409,
    title: "Recovery not offered",
    detail:
      "The organisation does not offer it, the account has no verified address that is old enough, or none is under way. Ask an admin.",
  },
  recovery_not_ready: {
    status: 409,
    title: "Recovery not ready",
    detail: "The recovery still waits: until readyAt, or for an admin's approval. GET /v1/recovery says for which.",
  },
  no_sms_factor: { status: 409, title: "No phone", detail: "There is no active phone to send a code to." },
  too_many_factors: {
    status: 409,
    title: "Too many factors",
    detail: "Remove a factor of this type before adding another.",
  },
  passkey_already_registered: {
    status: 409,
    title: "Passkey already registered",
    detail: "This passkey is one of the user's already. Use it, or add another.",
  },
  version_conflict: {
    status: 409,
    title: "Changed meanwhile",
    detail: "Read the policy again and repeat the change with its version.",
  },
  busy: { status: 409, title: "Busy", detail: "Too many requests for this user at once. Try again." },
  challenge_expired: {
    status: 410,
    title: "Challenge expired",
    detail: "The mailed or sent code, or the passkey's challenge, is no longer valid. Ask for a new one.",
  },
  enrollment_expired: {
    status: 410,
    title: "Set-up expired",
    detail: "The set-up was not confirmed in time. Start it again.",
  },
  invalid_code: {
    status: 422,
    title: "Wrong code",
    detail: "The code is wrong or too old. Type the newest one; attemptsRemaining says how many tries are left.",
  },
  code_already_used: {
    status: 422,
    title: "Code already used",
    detail: "A code works once. Wait for the next one; no attempt was counted.",
  },
  passkey_refused: {
    status: 422,
    title: "Passkey refused",
    detail: "The passkey's answer is not accepted; reason says why. Try again, or use another method.",
  },
  unknown_passkey: {
    status: 422,
    title: "Unknown passkey",
    detail:
      "This passkey is none of the user's. Use another method; where rpId and credentialId are given, tell the browser.",
  },
  invalid_phone_number: {
    status: 422,
    title: "Invalid phone number",
    detail: "Give a mobile number with its country code, for example +41 79 123 45 67.",
  },
  country_not_allowed: {
    status: 422,
    title: "Country not allowed",
    detail: "SMS to this country are not allowed here. Use an authenticator app or another number.",
  },
  account_frozen: {
    status: 423,
    title: "Changes stopped",
    detail:
      "The link in an e-mail stopped changes of this account's second factor. Undo the change, or wait as long as Retry-After says.",
  },
  too_many_attempts: {
    status: 429,
    title: "Too many attempts",
    detail: "Wait as long as Retry-After says, or use another method.",
  },
  sms_limit_reached: {
    status: 429,
    title: "SMS limit reached",
    detail: "Wait as long as Retry-After says, or use another method.",
  },
  sms_delivery_failed: {
    status: 502,
    title: "SMS not sent",
    detail: "The SMS could not be handed over. Try again or use another method.",
  },
  temporarily_unavailable: {
    status: 503,
    title: "Temporarily unavailable",
    detail: "The service could not do its part just now. Try again in a moment.",
  },
} as const satisfies Record<HttpCode | Refusal["code"], ProblemRow>;

export type ProblemCode = keyof typeof problems;
