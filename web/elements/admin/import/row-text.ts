import type { Speech } from "../../language/translator.ts";
import { problemText } from "../../trouble/problem-text.ts";
import { adminTexts } from "../../texts/areas.ts";
import type { RowResult } from "./update.ts";
import type { FileFault, RowFault } from "./rows.ts";

export function rowFaultText(speech: Speech, fault: RowFault): string {
  if (typeof fault === "object") return speech.say(adminTexts, "rowTwice", { line: fault.twice });
  const keys = { user: "rowUser", number: "rowNumber", shortened: "rowShortened" } as const;
  return speech.say(adminTexts, keys[fault]);
}

export function fileFaultText(speech: Speech, fault: FileFault): string {
  if (typeof fault === "object") return speech.say(adminTexts, "fileLine", { line: fault.line });
  const keys = { unreadable: "fileUnreadable", columns: "fileColumns", empty: "fileEmpty" } as const;
  return speech.say(adminTexts, keys[fault]);
}

export const failureText = (speech: Speech, { code }: RowResult): string =>
  code === null ? "" : problemText(speech, code);
