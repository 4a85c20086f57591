import type { Translator } from "../../language/translator.ts";
import { problemText } from "../../trouble/trouble-notice.ts";
import { adminTexts } from "../../texts/areas.ts";
import type { RowResult } from "./update.ts";
import type { FileFault, RowFault } from "./rows.ts";

export function rowFaultText(translator: Translator, fault: RowFault): string {
  if (typeof fault === "object") return translator.say(adminTexts, "rowTwice", { line: fault.twice });
  const keys = { user: "rowUser", number: "rowNumber", shortened: "rowShortened" } as const;
  return translator.say(adminTexts, keys[fault]);
}

export function fileFaultText(translator: Translator, fault: FileFault): string {
  if (typeof fault === "object") return translator.say(adminTexts, "fileLine", { line: fault.line });
  const keys = { unreadable: "fileUnreadable", columns: "fileColumns", empty: "fileEmpty" } as const;
  return translator.say(adminTexts, keys[fault]);
}

export const failureText = (translator: Translator, { code }: RowResult): string =>
  code === null ? "" : problemText(translator, code);
