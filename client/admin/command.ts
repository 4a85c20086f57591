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
  /** Throws `Misused` for values that are wrong whatever the service says: before a token is asked for. */
  readonly judge?: (context: Pick<Context, "text">) => void;
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

export const commonOptions = {
  url: { type: "string", value: "URL", help: "the service; COUNTERSIGN_URL if left out" },
  tenant: { type: "string", value: "TENANT", help: "another organisation; operators only" },
  "token-file": {
    type: "string",
    value: "FILE",
    help: "the access token, read anew for each call; - is standard input",
  },
  json: { type: "boolean", help: "the result as JSON, for scripts" },
  help: { type: "boolean", help: "this text" },
} as const satisfies Readonly<Record<string, Option>>;

const ending = `The token comes from COUNTERSIGN_TOKEN or --token-file, never from the command line.
It is an access token of an admin: countersign-admin login --help.
Ends with 0 if all was done, 1 if something was refused or waits for a second person, 2 if the command was not understood,
130 if it was stopped by Ctrl-C.`;

export const usageOf = ({ name, args }: Described): string =>
  ["countersign-admin", name, ...args.map((arg) => `<${arg}>`), "[options]"].join(" ");

export const helpOf = (command: Described): string =>
  [
    `${command.summary}\n`,
    `Usage: ${usageOf(command)}\n`,
    `${command.details}\n`,
    "Options:",
    ...table(
      Object.entries({ ...command.options, ...commonOptions }).map(([name, option]) => [
        label(name, option),
        option.help,
      ]),
    ),
    "\nExamples:",
    ...command.examples.map((example) => `  ${example}`),
    `\n${ending}`,
  ].join("\n");

export const generalHelp = (commands: readonly Described[]): string =>
  [
    "Looks after the second factors of an organisation's users.\n",
    "Usage: countersign-admin <command> [options]\n",
    "Commands:",
    ...table(
      commands.map((command) => [[command.name, ...command.args.map((arg) => `<${arg}>`)].join(" "), command.summary]),
    ),
    "\nOptions of every command:",
    ...table(Object.entries<Option>(commonOptions).map(([name, option]) => [label(name, option), option.help])),
    "\ncountersign-admin <command> --help has details and examples.\n",
    ending,
  ].join("\n");

const label = (name: string, { value }: Option): string => (value === undefined ? `--${name}` : `--${name} ${value}`);

function table(rows: readonly (readonly [left: string, right: string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
