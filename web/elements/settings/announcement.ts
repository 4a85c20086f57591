import type { Translator } from "../language/translator.ts";
import { problemText } from "../trouble/problem-text.ts";
import { settingsTexts } from "../texts/areas.ts";
import type { SettingsState } from "./state.ts";
import { troubleText } from "./view-trouble.ts";

/** What a step says to those who do not see it; null if nothing new. */
export function announcement(translator: Translator, before: SettingsState, after: SettingsState): string | null {
  if (after.view === "failed") return problemText(translator, after.code);
  if (after.view !== "ready") return null;
  const was = before.view === "ready" ? before : null;
  if (after.trouble !== null && after.trouble !== was?.trouble) return troubleText(translator, after.trouble);
  if (after.done !== null && (after.done !== was?.done || after.changes !== was.changes))
    return translator.say(settingsTexts, after.done);
  const isWrong = after.page.name === "rename" && after.page.wrong;
  return isWrong && after.page !== was?.page ? translator.say(settingsTexts, "renameWrong") : null;
}
