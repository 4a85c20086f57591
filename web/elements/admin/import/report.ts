import type { Translator } from "../../language/translator.ts";
import { adminTexts } from "../../texts/areas.ts";
import type { RowsState } from "./update.ts";
import { failureText, rowFaultText } from "./row-text.ts";

/** A spreadsheet would take such a cell for a formula. */
const defused = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
const quoted = (cell: string | number): string => `"${defused(String(cell)).replaceAll('"', '""')}"`;

/** The outcome of every row, as a CSV that spreadsheets open as it is, without phone numbers. */
export function reportOf(translator: Translator, { rows, results }: Pick<RowsState, "rows" | "results">): string {
  const resultOf = new Map(results.map((result) => [result.row, result]));
  const lines = rows.map((row) => {
    const result = resultOf.get(row);
    const key = result === undefined ? "rowOpen" : result.code === null ? "rowDone" : "rowFailed";
    const why = row.fault === null ? result && failureText(translator, result) : rowFaultText(translator, row.fault);
    return [row.line, row.userId, translator.say(adminTexts, key), why ?? ""];
  });
  return `\uFEFF${[["line", "userId", "result", "detail"], ...lines].map((cells) => cells.map(quoted).join(",")).join("\r\n")}\r\n`;
}
