import { parse } from "csv-parse/sync";
import { Mistake } from "./mistake.ts";

export interface Row {
  readonly line: number;
  readonly userId: string;
  readonly phoneNumber: string;
  /** What can be told without asking the service; null if nothing is wrong. */
  readonly fault: string | null;
}

interface Parsed {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/** Comma, semicolon or tab between the columns userId, phoneNumber and, if wanted, issuer: as spreadsheets of any country write it. */
export function importRows(csv: string): readonly Row[] {
  const seen = new Map<string, number>();
  return parsed(csv).map(({ record, info: { lines: line } }) => {
    const { userId: sub = "", phoneNumber = "", issuer = "" } = record;
    const userId = issuer === "" ? sub : `${issuer}|${sub}`;
    const first = seen.get(userId);
    if (first === undefined) seen.set(userId, line);
    return { line, userId, phoneNumber, fault: faultOf(sub, userId, phoneNumber, first) };
  });
}

function parsed(csv: string): readonly Parsed[] {
  try {
    return parse<Parsed>(csv, {
      bom: true,
      columns: named,
      delimiter: delimiterOf(csv),
      info: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    if (error instanceof Mistake) throw error;
    throw new Mistake(`This is no CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What separates the columns' names; a comma may then stand in a field. */
const delimiterOf = (csv: string): string => /[;\t]/.exec(csv.split("\n", 1)[0] ?? "")?.[0] ?? ",";

function named(header: string[]): string[] {
  const missing = ["userId", "phoneNumber"].filter((name) => !header.includes(name));
  if (missing.length === 0) return header;
  throw new Mistake(`The first line has to name the columns. Missing: ${missing.join(", ")}.`);
}

function faultOf(sub: string, userId: string, phoneNumber: string, first: number | undefined): string | null {
  if (sub === "") return "There is no userId.";
  if (userId.length > 300) return "The userId is longer than 300 characters.";
  if (userId === "." || userId === "..") return "This userId needs its issuer in front.";
  if (phoneNumber === "") return "There is no phoneNumber.";
  if (/^\d([.,]\d+)?E\+\d+$/i.test(phoneNumber))
    return "A spreadsheet has shortened this number: format the column as text.";
  if (first !== undefined) return `This user stands on line ${first} already.`;
  return null;
}
