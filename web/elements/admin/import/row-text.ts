import type { Translator } from "../../language/translator.ts";
import { problemText } from "../../trouble/trouble-notice.ts";
import { adminTexts } from "../../texts/areas.ts";
import type { RowFault } from "../../../../client/src/phone-rows.ts";
import type { RowResult, UnreadFile } from "./update.ts";

const rowKeys = {
  user_missing: "rowUser",
  user_too_long: "rowUser",
  user_unreadable: "rowUser",
  number_missing: "rowNumber",
  number_shortened: "rowShortened",
  numbers_several: "rowNumbers",
  number_national: "rowNational",
  number_unreadable: "rowNotNumber",
} as const satisfies Record<Extract<RowFault, string>, string>;

export const rowFaultText = (translator: Translator, fault: RowFault): string =>
  typeof fault === "object"
    ? translator.say(adminTexts, "rowTwice", { line: fault.twice })
    : translator.say(adminTexts, rowKeys[fault]);

export function fileFaultText(translator: Translator, file: UnreadFile): string {
  if (file === "unreadable") return translator.say(adminTexts, "fileUnreadable");
  switch (file.fault) {
    case "row":
      return translator.say(adminTexts, "fileLine", { line: file.line });
    case "encoding":
      return translator.say(adminTexts, "fileEncoding", { line: file.line });
    case "columns_missing":
      return translator.say(adminTexts, "fileColumns");
    case "columns_twice":
      return translator.say(adminTexts, "fileTwice", { names: file.names.join(", ") });
    case "empty":
      return translator.say(adminTexts, "fileEmpty");
  }
}

export const failureText = (translator: Translator, { code }: RowResult): string =>
  code === null ? "" : problemText(translator, code);
