import type { Method } from "../api.ts";
import type { Translator } from "../language/translator.ts";
import { activityTexts, generalTexts } from "../texts/areas.ts";
import type { ActivityEvent } from "../settings/data.ts";

const methods: Readonly<Record<Method, "authenticatorApp" | "phone" | "backupCode">> = {
  totp: "authenticatorApp",
  sms: "phone",
  backup_code: "backupCode",
};
const isMethod = (value: unknown): value is Method => typeof value === "string" && Object.hasOwn(methods, value);

/** What happened, in the words of the one whom it concerns. A service newer than this page may know more. */
export const activitySentence = (translator: Translator, { type }: Pick<ActivityEvent, "type">): string =>
  translator.knows(activityTexts, type) ? translator.say(activityTexts, type) : translator.say(activityTexts, "other");

/** By which method; null if the event is not about one. */
export function activityMethod(translator: Translator, { data }: Pick<ActivityEvent, "data">): string | null {
  const method = [data["method"], data["factorType"]].find(isMethod);
  return method === undefined ? null : translator.say(generalTexts, methods[method]);
}
