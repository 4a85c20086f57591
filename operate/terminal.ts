import { readFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { codeOf, Mistake, unusableFile } from "../client/command-line/command-line.ts";

export interface ProgressLine {
  /** Puts the text in the place of the last one. */
  show(text: string): void;
  clear(): void;
}

/** One line on the terminal that is written over and over; nothing where nobody watches, as in CI. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  const clear = (): void => void stream.write("\r\u001B[K");
  return {
    show(text) {
      clear();
      stream.write(text.slice(0, Math.max(0, stream.columns - 1)));
    },
    clear,
  };
}

/** Prints the help, or runs the command with its options. */
export const helpOr =
  <Options extends object>(
    help: string,
    readOptions: (args: readonly string[]) => Options | "help",
    run: (options: Options) => Promise<number>,
  ) =>
  async (args: readonly string[]): Promise<number> => {
    const options = readOptions(args);
    if (options !== "help") return run(options);
    console.log(help);
    return 0;
  };

/** Asks for the very word, since a `y` is typed too quickly. False for anything else, and where nobody can be asked. */
export async function confirm(question: string, word: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(`${question}\nType ${word} to go on: `)).trim() === word;
  } finally {
    lines.close();
  }
}

/** The text of a file that a line names. */
export function readText(path: string, advice: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") throw new Mistake(`There is no file ${path}.`);
    throw unusableFile(path, error, advice);
  }
}
