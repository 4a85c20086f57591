import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { Mistake } from "./mistake.ts";
import type { Terminal } from "./terminal.ts";

export interface RowResult {
  readonly line: number;
  readonly userId: string;
  readonly result: "done" | "failed";
  readonly code?: string;
  readonly detail?: string;
}

/** What was imported where: a report goes on only for the same. */
export interface ImportName {
  /** SHA-256 of the whole file: it tells no number. */
  readonly file: string;
  readonly url: string;
  readonly tenant: string | null;
}

export interface Report {
  /** The lines of an earlier run that need not be sent again. */
  readonly done: ReadonlySet<number>;
  add(result: RowResult): void;
}

/** JSON, a line for each row, written as it comes: whatever ends the import, the next run goes on from there. Has no numbers in it. */
export function openReport(path: string, name: ImportName): Report {
  const [first, ...results] = linesOf(path);
  const isSame = first !== undefined && JSON.stringify(first) === JSON.stringify(name);
  if (first !== undefined && !isSame)
    throw new Mistake(
      `${path} is the report of another import, or the file was changed. Remove it, or name another with --report.`,
    );
  if (!isSame) writeFileSync(path, `${JSON.stringify(name)}\n`, { mode: 0o600 });
  return {
    done: new Set((results as RowResult[]).flatMap(({ result, line }) => (result === "done" ? [line] : []))),
    add: (result) => appendFileSync(path, `${JSON.stringify(result)}\n`),
  };
}

/** A last line that a crash cut short counts for nothing. */
const linesOf = (path: string): readonly unknown[] =>
  read(path)
    .split("\n")
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as unknown];
      } catch {
        return [];
      }
    });

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Tells how far an import is: often on a terminal, ten times in a log. */
export function importProgress(terminal: Terminal, total: number) {
  const counts = { done: 0, failed: 0 };
  const began = Date.now();
  const step = terminal.isLive ? 1 : Math.max(1, Math.ceil(total / 10));
  return {
    counts,
    count: (result: "done" | "failed"): void => {
      counts[result] += 1;
      const all = counts.done + counts.failed;
      if (all % step !== 0 && all !== total) return;
      const left = Math.ceil((((Date.now() - began) / all) * (total - all)) / 1000);
      terminal.progress(
        `${all} of ${total}, ${counts.failed} failed${all === total ? "\n" : `, about ${left} s left`}`,
      );
    },
  };
}
