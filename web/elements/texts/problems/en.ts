import type { TroubleCode } from "../../api.ts";

export const en = {
  invalid_request: "Something in this form was not accepted. Please check it and try again.",
  unauthenticated: "Your sign-in has expired. Please enter your password again.",
  insufficient_user_authentication: "Please confirm that it is you before you go on.",
  forbidden: "Your account is not allowed to do this.",
  two_factor_required: "Your organization requires a second step. Add another method before you remove this one.",
  factor_type_not_allowed: "Your organization does not allow this method. Please choose another one.",
  phone_not_pre_registered:
    "Only the phone that your organization has on file can be used. Ask your administrator to add or correct the number.",
  method_disabled:
    "This method is switched off after too many wrong codes. Use another one, or ask your administrator.",
  not_found: "This could not be found. Please reload the page.",
  factor_not_found: "This method no longer exists. Please reload the page.",
  method_not_allowed: "This did not work. Please reload the page.",
  payload_too_large: "That is too much at once. Please shorten it.",
  unsupported_media_type: "This did not work. Please reload the page.",
  not_enrolled: "Two-step sign-in is not set up for your account.",
  no_sms_factor: "There is no phone that a text message could go to.",
  too_many_factors: "You have as many of these as possible. Remove one first.",
  version_conflict:
    "Someone else has changed this in the meantime. Look at the new version and make your change again.",
  busy: "There were too many requests at once. Please try again.",
  challenge_expired: "This code has expired. Please request a new one.",
  enrollment_expired: "The set-up took too long. Please start again.",
  invalid_code: "That code is not right.",
  code_already_used: "This code has been used already. Each code works once: please use the next one.",
  invalid_phone_number: "Enter a mobile number with its country code, for example +41 79 123 45 67.",
  country_not_allowed: "Text messages to this country are not possible here. Use another number or another method.",
  too_many_attempts: "Too many wrong codes. Please wait a little, or use another method.",
  sms_limit_reached: "No more text messages can be sent for now. Please wait a little, or use another method.",
  sms_delivery_failed: "The text message could not be sent. Please try again, or use another method.",
  temporarily_unavailable: "The service is not available right now. Please try again in a moment.",
  offline: "No connection. Check your network and try again. Nothing you typed is lost.",
  unexpected: "Something went wrong. Please try again.",
} as const satisfies Readonly<Record<TroubleCode, string>>;
