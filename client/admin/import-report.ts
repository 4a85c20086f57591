import { readFileSync, statSync, writeFileSync } from "node:fs";
import { codeOf, Mistake, unusableFile } from "../command-line/command-line.ts";
import type { Terminal } from "./terminal.ts";

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
