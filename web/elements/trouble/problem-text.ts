import type { TroubleCode } from "../api.ts";
import type { FieldError } from "../code/code-entry.ts";
import type { Translator } from "../language/translator.ts";
import { generalTexts, problemsTexts } from "../texts/areas.ts";

export const problemText = (translator: Translator, code: TroubleCode): string => translator.say(problemsTexts, code);

/** What is wrong with a typed code, and how many tries are left. */
export function codeErrorText(
  translator: Translator,
  error: FieldError | null,
  shapeKey: "codeShape" | "anyCodeShape" = "codeShape",
): string | null {
  if (error === null) return null;
  if (error.code === "shape" || error.code === "invalid_request") return translator.say(generalTexts, shapeKey);
  const { attemptsRemaining: left } = error;
  const tries = left === null || left === 0 ? "" : ` ${translator.count(generalTexts, "triesLeft", left)}`;
  return `${problemText(translator, error.code)}${tries}`;
}
