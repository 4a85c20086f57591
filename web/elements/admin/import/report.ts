import type { Translator } from "../../language/translator.ts";
import { adminTexts } from "../../texts/areas.ts";
import { csvOf } from "../csv.ts";
import { isFailed, isWaiting, type RowResult, type RowsState } from "./update.ts";
import { failureText, rowFaultText } from "./row-text.ts";

const resultKey = (result: RowResult) => {
  if (isFailed(result)) return "rowFailed";
  if (isWaiting(result)) return "rowWaits";
  return result.known ? "rowDone" : "rowUnknown";
};

/** The outcome of every row, as a CSV that spreadsheets open as it is, without phone numbers. */
export function reportOf(translator: Translator, { rows, results }: Pick<RowsState, "rows" | "results">): string {
  const resultOf = new Map(results.map((result) => [result.row, result]));
  const lines = rows.map((row) => {
    const result = resultOf.get(row);
    const key = result === undefined ? "rowOpen" : resultKey(result);
    const why = row.fault === null ? result && failureText(translator, result) : rowFaultText(translator, row.fault);
    return [row.line, row.userId, translator.say(adminTexts, key), why ?? ""];
  });
  return csvOf([["line", "userId", "result", "detail"], ...lines]);
}
