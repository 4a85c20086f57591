/** Faults that a row shows before it is sent. */
export type RowFault =
  | "user_missing"
  | "user_too_long"
  | "user_unreadable"
  | "number_missing"
  | "number_shortened"
  | "numbers_several"
  | "number_national"
  | "number_unreadable"
  | { readonly twice: number };

/** Why a file cannot be read at all. */
export type FileFault =
  | { readonly fault: "encoding" | "row"; readonly line: number }
  | { readonly fault: "columns_missing" | "columns_twice"; readonly names: readonly string[] }
  | { readonly fault: "empty" };

export interface PhoneRow {
  /** The line on which the record ends. */
  readonly line: number;
  readonly userId: string;
  readonly issuer?: string;
  readonly phoneNumber: string;
  readonly fault: RowFault | null;
}

/** A user of a list without numbers. */
export type UserRow = Pick<PhoneRow, "line" | "userId" | "issuer"> & { readonly fault: RowFault | null };

const longestUser = 255;

export const isFileFault = (rows: readonly object[] | FileFault): rows is FileFault => "fault" in rows;

/** The rows of a file of bytes. UTF-8 with or without its mark; another encoding is named with the line and never guessed. */
export const phoneRowsOf = (bytes: Uint8Array): readonly PhoneRow[] | FileFault => inUtf8(bytes, phoneRows);

/** The same of a list of users: columns userId and, for users of another issuer than the caller's, issuer. */
export const userRowsOf = (bytes: Uint8Array): readonly UserRow[] | FileFault =>
  inUtf8(bytes, (csv) =>
    rowsWith(csv, ["userId"], ({ line, userId, issuer, userFault: fault }) => ({ line, userId, fault, ...issuer })),
  );

function inUtf8<Row>(bytes: Uint8Array, read: (csv: string) => readonly Row[] | FileFault): readonly Row[] | FileFault {
  try {
    return read(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    const before = new TextDecoder().decode(bytes).split("\uFFFD", 1)[0] ?? "";
    return { fault: "encoding", line: before.split(/\r\n?|\n/).length };
  }
}

/** Columns userId, phoneNumber and, for users of another issuer than the caller's, issuer; all others are passed over. */
export const phoneRows = (csv: string): readonly PhoneRow[] | FileFault =>
  rowsWith(csv, ["userId", "phoneNumber"], ({ line, userId, issuer, userFault: fault, cell }) => {
    const phoneNumber = cell("phoneNumber");
    return { line, userId, phoneNumber, fault: fault ?? numberFault(phoneNumber), ...issuer };
  });

function rowsWith<Row>(
  csv: string,
  required: readonly string[],
  rowOf: (read: {
    readonly line: number;
    readonly userId: string;
    readonly issuer: { readonly issuer?: string };
    readonly userFault: RowFault | null;
    readonly cell: (name: string) => string;
  }) => Row,
): readonly Row[] | FileFault {
  const known = [...required, "issuer"];
  const records = csvRecords(csv);
  if (typeof records === "number") return { fault: "row", line: records };
  const [header, ...rest] = records;
  const names = header?.cells ?? [];
  if (names.every((name) => name === "")) return { fault: "empty" };
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) return { fault: "columns_missing", names: missing };
  const twice = known.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice.length > 0) return { fault: "columns_twice", names: twice };
  const broken = rest.find(({ cells }) => cells.length !== names.length);
  if (broken !== undefined) return { fault: "row", line: broken.line };
  if (rest.length === 0) return { fault: "empty" };
  const seen = new Map<string, number>();
  return rest.map(({ line, cells }) => {
    const cell = (name: string): string => cells[names.indexOf(name)] ?? "";
    const [userId, issuer] = [cell("userId"), cell("issuer")];
    const user = JSON.stringify([issuer, userId]);
    const first = seen.get(user);
    if (first === undefined) seen.set(user, line);
    const fault = userFault(userId) ?? (first === undefined ? null : { twice: first });
    return rowOf({ line, userId, issuer: issuer === "" ? {} : { issuer }, userFault: fault, cell });
  });
}

/** U+FFFD stands where a file was read in the wrong encoding; controls and invisible marks come from copying. */
const unreadable = /[\uFFFD\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

function userFault(userId: string): RowFault | null {
  if (userId === "") return "user_missing";
  if (userId.length > longestUser) return "user_too_long";
  return unreadable.test(userId) ? "user_unreadable" : null;
}

/** Marks that people write into numbers, and those that copying from a contact list brings along. */
const punctuation = /[\s\p{Pd}\p{Cf}()./]/gu;

function numberFault(typed: string): RowFault | null {
  if (typed === "") return "number_missing";
  if (/^\d([.,]\d+)?E\+\d+$/i.test(typed)) return "number_shortened";
  if (/[,;|&]|\bor\b|\+.*\+|\d\s*\/\s*[+0]/.test(typed)) return "numbers_several";
  const digits = typed.replace(punctuation, "");
  if (/^(\+|00)[1-9]\d{3,17}$/.test(digits)) return null;
  return /^\d{4,15}$/.test(digits) ? "number_national" : "number_unreadable";
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A cell in quotation marks or without, and what ends it. */
function cellBefore(separator: string): RegExp {
  const space = separator === "\t" ? " *" : "[ \t]*";
  return new RegExp(`(?:${space}"((?:[^"]|"")*)"${space}|([^"\\n]*?))(${separator}|\\n|$)`, "y");
}

/** The character between the columns' names; a comma may then stand in a cell. */
const separatorOf = (csv: string): string => /[;\t]/.exec(csv.split("\n", 1)[0] ?? "")?.[0] ?? ",";

/**
 * RFC 4180, with semicolons and tabs as spreadsheets write them, spaces around cells taken off and empty lines left out.
 * In the place of records: the line with a quotation mark where none can be.
 */
function csvRecords(text: string): readonly CsvRecord[] | number {
  const csv = text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
  const pattern = cellBefore(separatorOf(csv));
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let line = 1;
  while (pattern.lastIndex < csv.length || cells.length > 0) {
    const found = pattern.exec(csv);
    if (found === null) return line;
    const [whole, quoted, bare = "", end] = found;
    line += (quoted?.split("\n").length ?? 1) - 1;
    cells.push(quoted === undefined ? bare.trim() : quoted.replaceAll('""', '"'));
    if (end !== "\n" && end !== "") continue;
    if (cells.length > 1 || cells[0] !== "" || quoted !== undefined) records.push({ line, cells });
    cells = [];
    if (end === "" || whole === "") break;
    line += 1;
  }
  return records;
}
