import type { Translator } from "../../language/translator.ts";
import { adminTexts, generalTexts } from "../../texts/areas.ts";
import type { ActivityEvent } from "../types.ts";

/** `Signed in · Authenticator app`, `Phone registered · by an administrator`. What users did themselves needs no name. */
export function eventText(translator: Translator, { type, actor, data }: ActivityEvent): string {
  const method = methodName(translator, data["method"] ?? data["factorType"]);
  const by = actor.role === "user" ? null : translator.say(adminTexts, actor.role);
  return [translator.say(adminTexts, type), method, by].filter((part) => part !== null).join(" · ");
}

function methodName(translator: Translator, method: unknown): string | null {
  if (method === "totp") return translator.say(generalTexts, "authenticatorApp");
  if (method === "sms") return translator.say(generalTexts, "phone");
  if (method === "backup_code") return translator.say(generalTexts, "backupCode");
  return method === "enrollment" ? translator.say(adminTexts, "setUp") : null;
}
