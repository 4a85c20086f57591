import type { Data } from "../../../../client/src/index.ts";

type EventType = Data<"listActivity">["events"][number]["type"];

export const en = {
  "factor.enrollment_started": "The set-up of a method was begun",
  "factor.activated": "A method was added",
  "factor.updated": "A method was changed",
  "factor.removed": "A method was removed",
  "two_factor.disabled": "Two-step sign-in was switched off",
  "backup_codes.regenerated": "New backup codes were made",
  "login.succeeded": "A sign-in or a change was confirmed with a code",
  "code.rejected": "A wrong code was entered",
  "method.locked": "A method was locked for a while after wrong codes",
  "method.disabled": "A method was closed after too many wrong codes",
  "sms.requested": "A code was sent by text message",
  "sms.failed": "A text message could not be sent",
  "account.reset": "An administrator reset your two-step sign-in",
  "account.restored": "Your two-step sign-in was restored from a backup",
  "account.erased": "Your data was erased",
  "tenant.erased": "The data of your organization was erased",
  "phone.pre_registered": "An administrator put a phone number on file for you",
  "phone.pre_registration_removed": "An administrator removed your phone number from the file",
  "policy.updated": "The rules of your organization were changed",
  other: "Something else happened",
} as const satisfies Readonly<Record<EventType | "other", string>>;
