import type { Client } from "../src/index.ts";
import type { Terminal } from "./terminal.ts";
import { Mistake } from "../command-line/command-line.ts";

export interface Option {
  readonly type: "string" | "boolean";
  /** Placeholder of the value in the help. */
  readonly value?: string;
  readonly help: string;
}

export interface Context {
  readonly client: Client;
  readonly url: string;
  /** Spread into the fields of every call. */
  readonly target: { readonly tenant?: string };
  /** The one that the calls reach: the named one, or else that of the token. */
  readonly tenant: () => Promise<string | null>;
  /** As many as the command names. */
  readonly args: readonly string[];
  readonly text: (option: string) => string | undefined;
  readonly flag: (option: string) => boolean;
  readonly terminal: Terminal;
  /** Writes the result: the data for scripts, or the text for people. */
  readonly show: (data: unknown, text: string) => void;
}

/** Exit codes. */
export const exitCodes = { done: 0, failed: 1, misused: 2, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A command as the help shows it. */
export interface Described {
  readonly name: string;
  readonly args: readonly string[];
  readonly summary: string;
  readonly details: string;
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly string[];
}

export interface Command extends Described {
  run(context: Context): Promise<ExitCode>;
}

/** A command that calls no service. */
export interface OfflineCommand extends Described {
  runOffline(context: Pick<Context, "text" | "show">): Promise<ExitCode>;
}

export const yesOption = { type: "boolean", help: "do it without asking" } as const;

/** Asks before a change; scripts say --yes. */
export async function confirmed({ terminal, flag }: Context, question: string): Promise<boolean> {
  if (flag("yes")) return true;
  if (!terminal.isInteractive) throw new Mistake("Nobody can be asked here: say --yes.");
  if (/^y(es)?$/i.test(await terminal.ask(`${question} [y/N]`))) return true;
  terminal.say("Nothing was changed.");
  return false;
}
