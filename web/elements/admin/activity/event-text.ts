import type { Speech } from "../../language/translator.ts";
import { adminTexts, generalTexts } from "../../texts/areas.ts";
import type { ActivityEvent } from "../types.ts";

/** `Signed in · Authenticator app`, `Phone registered · by an administrator`. What users did themselves needs no name. */
export function eventText(speech: Speech, { type, actor, data }: ActivityEvent): string {
  const method = methodName(speech, data["method"] ?? data["factorType"]);
  const by = actor.role === "user" ? null : speech.say(adminTexts, actor.role);
  return [speech.say(adminTexts, type), method, by].filter((part) => part !== null).join(" · ");
}

function methodName(speech: Speech, method: unknown): string | null {
  if (method === "totp") return speech.say(generalTexts, "authenticatorApp");
  if (method === "sms") return speech.say(generalTexts, "phone");
  if (method === "backup_code") return speech.say(generalTexts, "backupCode");
  return method === "enrollment" ? speech.say(adminTexts, "setUp") : null;
}
