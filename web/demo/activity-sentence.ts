import type { Data } from "../../client/src/index.ts";

type Entry = Data<"listActivity">["events"][number];

/** For the reader whom it concerns. A new type of event does not compile until it has its sentence. */
const sentences = {
  "factor.enrollment_started": "Set-up of a new method was begun",
  "factor.activated": "A new method was added",
  "factor.updated": "A method was changed",
  "factor.removed": "A method was removed",
  "two_factor.disabled": "The second step was switched off",
  "backup_codes.regenerated": "New backup codes were made",
  "login.succeeded": "Signed in",
  "code.rejected": "A wrong code was entered",
  "method.locked": "A method was locked for a while after wrong codes",
  "method.disabled": "A method was switched off after too many wrong codes",
  "sms.requested": "A code was sent by SMS",
  "sms.failed": "An SMS could not be delivered",
  "account.reset": "An administrator reset your second step",
  "account.restored": "Your second step was restored from a backup",
  "account.erased": "Your data was erased",
  "tenant.erased": "Your organisation's data was erased",
  "phone.pre_registered": "An administrator set your phone number",
  "phone.pre_registration_removed": "An administrator removed your phone number",
  "policy.updated": "The rules of your organisation were changed",
} as const satisfies Readonly<Record<string, string>>;

const names: Readonly<Record<string, string>> = {
  totp: "authenticator app",
  sms: "text message",
  backup_code: "backup code",
};

/** `Signed in · authenticator app` */
export function activitySentence({ type, data }: Entry): string {
  const named = [data["method"], data["factorType"]].find((value) => typeof value === "string") ?? "";
  const name = typeof named === "string" && Object.hasOwn(names, named) ? names[named] : undefined;
  return name === undefined ? sentences[type] : `${sentences[type]} · ${name}`;
}
