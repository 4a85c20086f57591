import { type FileFault, isFileFault, type PhoneRow, phoneRowsOf } from "../src/phone-rows.ts";
import { printable } from "../command-line/printable.ts";
import type { Problem } from "../src/index.ts";
import { Mistake } from "../command-line/command-line.ts";
import type { ImportFault } from "./phone-check.ts";

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
