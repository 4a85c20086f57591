import { csvRecords } from "./csv.ts";

/** A fault that shows before the row is sent. */
export type RowFault = "user" | "number" | "shortened" | { readonly twice: number };

export interface Row {
  readonly line: number;
  readonly userId: string;
  readonly phoneNumber: string;
  /** Null: nothing that could be told here. */
  readonly fault: RowFault | null;
}

/** Why a file cannot be read at all. */
export type FileFault = "unreadable" | "columns" | "empty" | { readonly line: number };

/** By the same rules as the `import` command: the columns userId, phoneNumber and, if wanted, issuer. */
export function importRows(text: string): readonly Row[] | FileFault {
  const records = csvRecords(text);
  if (typeof records === "number") return { line: records };
  const [header, ...rest] = records;
  const names = header?.cells ?? [];
  if (!names.includes("userId") || !names.includes("phoneNumber")) return "columns";
  const broken = rest.find(({ cells }) => cells.length !== names.length);
  if (broken !== undefined) return { line: broken.line };
  if (rest.length === 0) return "empty";
  const seen = new Map<string, number>();
  return rest.map(({ line, cells }) => {
    const cell = (name: string): string => cells[names.lastIndexOf(name)] ?? "";
    const [sub, phoneNumber, issuer] = [cell("userId"), cell("phoneNumber"), cell("issuer")];
    const userId = issuer === "" ? sub : `${issuer}|${sub}`;
    const first = seen.get(userId);
    if (first === undefined) seen.set(userId, line);
    return { line, userId, phoneNumber, fault: faultOf(sub, userId, phoneNumber, first) };
  });
}

function faultOf(sub: string, userId: string, phoneNumber: string, first: number | undefined): RowFault | null {
  if (sub === "" || userId.length > 300 || userId === "." || userId === "..") return "user";
  if (phoneNumber === "") return "number";
  if (/^\d([.,]\d+)?E\+\d+$/i.test(phoneNumber)) return "shortened";
  return first === undefined ? null : { twice: first };
}

/** The rows of a file of bytes; UTF-8 as spreadsheets save it, nothing guessed. */
export function rowsOfFile(bytes: ArrayBuffer): readonly Row[] | FileFault {
  try {
    return importRows(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return "unreadable";
  }
}
