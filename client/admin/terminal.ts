import { createInterface } from "node:readline";
import { Mistake } from "./mistake.ts";

/** Where a command reads and writes. */
export interface Terminal {
  /** A person can be asked. */
  readonly isInteractive: boolean;
  /** The result: standard output. */
  out(text: string): void;
  /** All else: standard error, so that a result can be piped. */
  say(text: string): void;
  /** A line that is written over by the next. */
  progress(text: string): void;
  /** The next line of standard input. */
  ask(question: string): Promise<string>;
  close(): void;
}

export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  let lines: AsyncIterator<string, undefined> | undefined;
  const clearLine = stderr.isTTY ? "\r\u001B[K" : "";
  let close = (): void => undefined;

  function nextLine(): Promise<IteratorResult<string, undefined>> {
    if (lines === undefined) {
      const reader = createInterface({ input: stdin });
      lines = reader[Symbol.asyncIterator]();
      close = () => reader.close();
    }
    return lines.next();
  }

  return {
    isInteractive: stdin.isTTY,
    out: (text) => void stdout.write(`${text}\n`),
    say: (text) => void stderr.write(`${clearLine}${text}\n`),
    progress: (text) => void stderr.write(clearLine === "" ? `${text}\n` : clearLine + text),
    ask: async (question) => {
      stderr.write(`${question} `);
      const { done, value } = await nextLine();
      if (done === true) throw new Mistake("Standard input ended before there was an answer.");
      return value.trim();
    },
    close: () => close(),
  };
}
