/** A spreadsheet would take such a cell for a formula. */
const defused = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
const quoted = (cell: string | number): string => `"${defused(String(cell)).replaceAll('"', '""')}"`;

/** A CSV that spreadsheets open as it is. */
export const csvOf = (lines: readonly (readonly (string | number)[])[]): string =>
  `\uFEFF${lines.map((cells) => cells.map(quoted).join(",")).join("\r\n")}\r\n`;
