import type { Method } from "../api.ts";
import type { Speech } from "../language/translator.ts";
import { activityTexts, generalTexts } from "../texts/areas.ts";
import type { ActivityEvent } from "../settings/data.ts";

const methods: Readonly<Record<Method, "authenticatorApp" | "phone" | "backupCode">> = {
  totp: "authenticatorApp",
  sms: "phone",
  backup_code: "backupCode",
};
const isMethod = (value: unknown): value is Method => typeof value === "string" && Object.hasOwn(methods, value);

/** What happened, in the words of the one whom it concerns. A service newer than this page may know more. */
export const activitySentence = (speech: Speech, { type }: Pick<ActivityEvent, "type">): string =>
  speech.knows(activityTexts, type) ? speech.say(activityTexts, type) : speech.say(activityTexts, "other");

/** By which method; null if the event is not about one. */
export function activityMethod(speech: Speech, { data }: Pick<ActivityEvent, "data">): string | null {
  const method = [data["method"], data["factorType"]].find(isMethod);
  return method === undefined ? null : speech.say(generalTexts, methods[method]);
}
