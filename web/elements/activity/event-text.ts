import type { ActivityEvent } from "../api.ts";
import { methodName } from "../factors/kinds.ts";
import type { Area, Words } from "../texts/area.ts";
import type { Translator } from "../language/translator.ts";
import { activityTexts, adminTexts } from "../texts/areas.ts";

/** An event that is newer than this page is shown under its raw type: a reader can at least ask about it. */
const typeText = (translator: Translator, area: Area<Words>, type: string): string =>
  translator.find(area, type) ?? type;

/** The method that the event is about; null if it is about none. */
export function eventMethod(translator: Translator, { data }: Pick<ActivityEvent, "data">): string | null {
  const method = [data["method"], data["factorType"]].find((value) => typeof value === "string");
  return method === undefined ? null : methodName(translator, method);
}

/** The event in the words of the user whom it concerns. */
export const ownEventText = (translator: Translator, { type }: Pick<ActivityEvent, "type">): string =>
  typeText(translator, activityTexts, type);

/** `Signed in · Authenticator app`, `Phone registered · by an administrator`. A user's own acts need no name. */
export function adminEventText(translator: Translator, event: Pick<ActivityEvent, "type" | "actor" | "data">): string {
  const { role } = event.actor;
  const by = role === "user" ? null : typeText(translator, adminTexts, role);
  const parts = [typeText(translator, adminTexts, event.type), eventMethod(translator, event), by];
  return parts.filter((part) => part !== null).join(" · ");
}
