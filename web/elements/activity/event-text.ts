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

/** Commands of the service's operator; what else the system does, it does by itself. */
const commands: ReadonlySet<string> = new Set(["export-factors", "import-factors", "erase", "restore"]);
const commandText = (translator: Translator, { actor }: Pick<ActivityEvent, "actor">): string | null =>
  actor.role === "system" && commands.has(actor.ref)
    ? translator.say(adminTexts, "command", { name: actor.ref })
    : null;

/** How much left, and whether whoever has the file can read it. */
function exportText(translator: Translator, { type, data }: Pick<ActivityEvent, "type" | "data">): string | null {
  if (type !== "factors.exported" || typeof data["users"] !== "number") return null;
  const users = translator.count(adminTexts, "exportedUsers", data["users"]);
  return `${users}, ${translator.say(adminTexts, data["encrypted"] === true ? "encrypted" : "inTheClear")}`;
}

/** `Signed in · Authenticator app`, `Phone registered · by an administrator`. A user's own acts need no name. */
export function adminEventText(translator: Translator, event: Pick<ActivityEvent, "type" | "actor" | "data">): string {
  const { role } = event.actor;
  const by = role === "user" ? null : (commandText(translator, event) ?? typeText(translator, adminTexts, role));
  const parts = [typeText(translator, adminTexts, event.type), eventMethod(translator, event), exportText(translator, event), by]; // prettier-ignore
  return parts.filter((part) => part !== null).join(" · ");
}
