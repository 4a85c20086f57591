import { readFileSync, statSync, writeFileSync } from "node:fs";
import { codeOf, Mistake, Misused, printable, unusableFile } from "../command-line/command-line.ts";
import type { Terminal } from "./terminal.ts";
import { type FileFault, isFileFault, type PhoneRow, phoneRowsOf, type RowFault } from "../src/phone-rows.ts";
import type { Problem } from "../src/index.ts";
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/mobile";

/** Faults that need numbering plans or the policy, besides those that a row shows by itself. */
export type ImportFault = RowFault | "number_invalid" | { readonly country: string };

export interface CheckedRow extends Omit<PhoneRow, "fault"> {
  readonly fault: ImportFault | null;
}

/** The country of numbers without a country code. Throws `Misused` unless it is an ISO 3166-1 code. */
export function countryOption(text: string | undefined): CountryCode | null {
  if (text === undefined) return null;
  const country = text.toUpperCase();
  if (isSupportedCountry(country)) return country;
  throw new Misused("--country is an ISO code of two letters, such as CH.");
}

/** National numbers get the country's code. Without a country, or where they are none of its numbers, they stay at fault. */
export const withCountry = (rows: readonly PhoneRow[], country: CountryCode | null): readonly PhoneRow[] =>
  country === null
    ? rows
    : rows.map((row) => {
        const number =
          row.fault === "number_national" ? parsePhoneNumberFromString(row.phoneNumber, country) : undefined;
        return number === undefined || !number.isValid() ? row : { ...row, phoneNumber: number.number, fault: null };
      });

/** Looks numbers up as the service does: plans of mobiles, and countries that the policy lets have SMS. */
export function withPlans(rows: readonly PhoneRow[], smsCountries: readonly string[]): readonly CheckedRow[] {
  return rows.map((row) => (row.fault === null ? { ...row, fault: planFault(row.phoneNumber, smsCountries) } : row));
}

function planFault(typed: string, smsCountries: readonly string[]): ImportFault | null {
  const number = parsePhoneNumberFromString(typed.replace(/^\s*00/, "+"));
  if (number?.country === undefined || !number.isValid()) return "number_invalid";
  return smsCountries.includes(number.country) ? null : { country: number.country };
}

export interface RowResult {
  readonly line: number;
  readonly userId: string;
  /** `waiting`: for a second person, who approves it. */
  readonly result: "done" | "waiting" | "failed";
  /** Only of what is done. False: nothing was kept of the user before. */
  readonly known?: boolean;
  readonly code?: string;
  readonly detail?: string;
}

/** A file and where it goes: a report goes on only for the same. */
export interface ImportName {
  /** SHA-256 of the whole file: it reveals no number. */
  readonly file: string;
  readonly url: string;
  readonly tenant: string | null;
}

export interface Report {
  /** The lines of an earlier run that need not be sent again. */
  readonly done: ReadonlySet<number>;
  add(result: RowResult): void;
}

/** JSON, a line for each row, written as it comes: however the import ends, the next run goes on from there. Has no numbers in it. */
export function openReport(path: string, { of, name }: { readonly of: string; readonly name: object }): Report {
  const found = read(path);
  if (found !== null && isSameFile(path, of))
    throw new Mistake(`${path} is the file to import. Name another for the report with --report.`);
  const [first, ...results] = linesOf(found ?? "");
  const isSame = first !== undefined && JSON.stringify(first) === JSON.stringify(name);
  // An import that took no row, as with another format, holds up none.
  const isBegun = (results as RowResult[]).some(({ result }) => result !== "failed") || !isHeader(first, name);
  if (found !== null && found !== "" && !isSame && isBegun)
    throw new Mistake(
      `${path} is the report of another import, or the file was changed. Remove it, or name another with --report.`,
    );
  if (!isSame) write(path, `${JSON.stringify(name)}\n`, "w");
  // A line that a crash cut short must not swallow the next one.
  else if (found?.endsWith("\n") === false) write(path, "\n", "a");
  return {
    done: new Set((results as RowResult[]).flatMap(({ result, line }) => (result === "failed" ? [] : [line]))),
    add: (result) => write(path, `${JSON.stringify(result)}\n`, "a"),
  };
}

const isHeader = (value: unknown, name: object): boolean =>
  typeof value === "object" && value !== null && Object.keys(name).every((key) => Object.hasOwn(value, key));

/** A last line that a crash cut short counts for nothing. */
const linesOf = (text: string): readonly unknown[] =>
  text.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line) as unknown];
    } catch {
      return [];
    }
  });

/** Null: there is no such file. */
function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw unusable(path, error);
  }
}

function write(path: string, text: string, flag: "w" | "a"): void {
  try {
    writeFileSync(path, text, { mode: 0o600, flag });
  } catch (error) {
    throw unusable(path, error);
  }
}

function isSameFile(one: string, other: string): boolean {
  const [a, b] = [statSync(one), statSync(other)];
  return a.ino === b.ino && a.dev === b.dev;
}

const unusable = (path: string, error: unknown): Mistake =>
  unusableFile(`The report ${path}`, error, "Name another with --report.");

/** Tells how far an import is: often on a terminal, ten times in a log. */
export function importProgress(terminal: Terminal, total: number) {
  const counts = { done: 0, waiting: 0, failed: 0, unknown: 0 };
  const began = Date.now();
  const step = terminal.isLive ? 1 : Math.max(1, Math.ceil(total / 10));
  return {
    counts,
    count: ({ result, known }: Pick<RowResult, "result" | "known">): void => {
      counts[result] += 1;
      if (known === false) counts.unknown += 1;
      const all = counts.done + counts.waiting + counts.failed;
      if (all % step !== 0 && all !== total) return;
      const left = Math.ceil((((Date.now() - began) / all) * (total - all)) / 1000);
      terminal.progress(
        `${all} of ${total}, ${counts.failed} failed${all === total ? "\n" : `, about ${left} s left`}`,
      );
    },
  };
}

/** The rows of the file. Throws a `Mistake` if it cannot be read as a whole. */
export function rowsIn(bytes: Uint8Array): readonly PhoneRow[] {
  const rows = phoneRowsOf(bytes);
  if (isFileFault(rows)) throw new Mistake(fileSentence(rows));
  return rows;
}

export function fileSentence(file: FileFault): string {
  switch (file.fault) {
    case "encoding":
      return `Line ${file.line} is not UTF-8. Save the file as CSV in UTF-8.`;
    case "row":
      return `Line ${file.line} does not fit the first line. Check its separators and quotation marks.`;
    case "columns_missing":
      return `The first line has to name the columns. Missing: ${file.names.join(", ")}.`;
    case "columns_twice":
      return `The first line names a column twice: ${file.names.join(", ")}. Remove one of them.`;
    case "empty":
      return "The file has no rows.";
  }
}

const sentences: Readonly<Record<Extract<ImportFault, string>, string>> = {
  user_missing: "There is no userId.",
  user_too_long: "The userId is longer than 255 characters.",
  user_unreadable: "The userId has characters that cannot be seen or read. Was the file saved in another encoding?",
  number_missing: "There is no phoneNumber.",
  number_shortened: "A spreadsheet has shortened this number: format the column as text.",
  numbers_several: "There is more than one number in the cell.",
  number_national:
    "The number has no country code. Write it as +41 …, or name the country of all such numbers: --country CH.",
  number_unreadable: "This is no phone number.",
  number_invalid: "This is no mobile number of any country.",
};

export function faultSentence(fault: ImportFault): string {
  if (typeof fault === "string") return sentences[fault];
  return "twice" in fault
    ? `This user stands on line ${fault.twice} already.`
    : `The policy lets no phone of ${fault.country} have SMS.`;
}

const refusals: Partial<Record<Problem["code"], string>> = {
  invalid_phone_number: "This is no mobile number of any country.",
  country_not_allowed: "The policy lets no phone of this country have SMS.",
  forbidden: "Users of this issuer are not yours to look after.",
  busy: "Too much happened at once. Run the same again.",
};

/** A row that the service refused. */
export const rowSentence = (code: Problem["code"], detail?: string): string =>
  printable(refusals[code] ?? detail ?? `The service refused it: ${code}.`);

const linesNamed = 10;

/** One line for each kind of fault, with the lines of the file that have it. */
export function faultSummary(
  rows: readonly { readonly line: number; readonly fault: ImportFault | null }[],
): readonly string[] {
  const lines = new Map<string, number[]>();
  for (const { line, fault } of rows) {
    if (fault === null) continue;
    const kind =
      typeof fault === "object" && "twice" in fault
        ? "The user stands on an earlier line already."
        : faultSentence(fault);
    lines.set(kind, [...(lines.get(kind) ?? []), line]);
  }
  return [...lines].map(([kind, at]) => {
    const more = at.length > linesNamed ? ` and ${at.length - linesNamed} more` : "";
    return `${at.length} × ${kind} ${at.length === 1 ? "Line" : "Lines"} ${at.slice(0, linesNamed).join(", ")}${more}.`;
  });
}
