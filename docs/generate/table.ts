/** A Markdown table. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(escape).join(" | ")} |`).join("\n");

const escape = (cell: string): string => cell.replaceAll("|", "\\|").replaceAll("\n", " ");
