import { inspect } from "node:util";
import { paint } from "../client/command-line/command-line.ts";

/** The engine throws what its disk refuses past every caller. A sentence for that; null: another error, and a bug. */
export function engineSentence(error: unknown, directory: string): string | null {
  if (!(error instanceof Error)) return null;
  const shown = `${error.message}\n${error.stack ?? ""}`;
  if (/no space left|ENOSPC/i.test(shown))
    return `The disk of ${directory} is full. Make room and start again; changes that were answered as done are kept.`;
  return /LEVEL_|[\\/]dynalite[\\/]/.test(`${shown}\n${"code" in error ? String(error.code) : ""}`)
    ? `The data in ${directory} cannot be used. Name another directory with COUNTERSIGN_DATA, or remove this one to start afresh.`
    : null;
}

/** Nothing can be saved from now on, so the process ends at once. */
export function endIfEngineFails(directory: string): void {
  process.once("uncaughtException", (error) => {
    process.stderr.write(`${paint("red", engineSentence(error, directory) ?? inspect(error), process.stderr)}\n`);
    process.exit(1);
  });
}
