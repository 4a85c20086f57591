/** A record of a CSV file with the line that it ends on. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A cell in quotation marks or without, and what ends it. */
function cellBefore(separator: string): RegExp {
  const space = separator === "\t" ? " *" : "[ \t]*";
  return new RegExp(`(?:${space}"((?:[^"]|"")*)"${space}|([^"\\n]*?))(${separator}|\\n|$)`, "y");
}

/** The separator of the columns' names; with another one, a comma may stand in a cell. */
const separatorOf = (csv: string): string => /[;\t]/.exec(csv.split("\n", 1)[0] ?? "")?.[0] ?? ",";

/**
 * RFC 4180, with semicolons and tabs as spreadsheets write them, spaces around cells taken off and empty lines left out.
 * In the place of records: the line with a quotation mark where none can be.
 */
export function csvRecords(text: string): readonly CsvRecord[] | number {
  const csv = text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
  const pattern = cellBefore(separatorOf(csv));
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let line = 1;
  while (pattern.lastIndex < csv.length || cells.length > 0) {
    const found = pattern.exec(csv);
    if (found === null) return line;
    const [whole, quoted, bare = "", end] = found;
    line += quoted?.split("\n").length ?? 1;
    line -= 1;
    cells.push(quoted === undefined ? bare.trim() : quoted.replaceAll('""', '"'));
    if (end !== "\n" && end !== "") continue;
    if (cells.length > 1 || cells[0] !== "" || quoted !== undefined) records.push({ line, cells });
    cells = [];
    if (end === "" || whole === "") break;
    line += 1;
  }
  return records;
}
