import { createInterface } from "node:readline";
import { Mistake, printableLines } from "../command-line/command-line.ts";
import { Interrupted } from "./mistake.ts";

/** Where a command reads and writes. Characters that a terminal would obey are escaped: texts may quote what others wrote. */
export interface Terminal {
  /** A person can be asked. */
  readonly isInteractive: boolean;
  /** A line of progress is written over by the next; else each stays, as in a log. */
  readonly isLive: boolean;
  /** The result: standard output. */
  out(text: string): void;
  /** Standard error, so that the result can be piped. */
  say(text: string): void;
  /** How far something is. */
  progress(text: string): void;
  /** The next line of standard input. */
  ask(question: string): Promise<string>;
  /** From now on Ctrl-C does not end the process: it aborts this with an `Interrupted` of this sentence. A second one ends it. */
  interrupted(sentence: string): AbortSignal;
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
    isLive: stderr.isTTY,
    out: (text) => void stdout.write(`${printableLines(text)}\n`),
    say: (text) => void stderr.write(`${clearLine}${printableLines(text)}\n`),
    progress: (text) =>
      void stderr.write(clearLine === "" ? `${printableLines(text)}\n` : clearLine + printableLines(text)),
    ask: async (question) => {
      stderr.write(`${question} `);
      const { done, value } = await nextLine();
      if (done !== true) return value.trim();
      stderr.write("\n");
      throw new Mistake("Standard input ended before there was an answer.");
    },
    interrupted: (sentence) => {
      const stop = new AbortController();
      process.once("SIGINT", () => stop.abort(new Interrupted(sentence)));
      return stop.signal;
    },
    close: () => close(),
  };
}
