import type { TroubleCode } from "../api.ts";
import type { FieldError } from "../code/code-entry.ts";
import type { Speech } from "../language/translator.ts";
import { generalTexts, problemsTexts } from "../texts/areas.ts";

export const problemText = (speech: Speech, code: TroubleCode): string => speech.say(problemsTexts, code);

/** What is wrong with a typed code, and how many tries are left. */
export function codeErrorText(
  speech: Speech,
  error: FieldError | null,
  shapeKey: "codeShape" | "anyCodeShape" = "codeShape",
): string | null {
  if (error === null) return null;
  if (error.code === "shape" || error.code === "invalid_request") return speech.say(generalTexts, shapeKey);
  const { attemptsRemaining: left } = error;
  const tries = left === null || left === 0 ? "" : ` ${speech.count(generalTexts, "triesLeft", left)}`;
  return `${problemText(speech, error.code)}${tries}`;
}
