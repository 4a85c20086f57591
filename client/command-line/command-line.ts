import { inspect, parseArgs, type ParseArgsConfig, styleText } from "node:util";

export type Style = Parameters<typeof styleText>[0];

/** Coloured where `stream` shows colours; plain in a file, a pipe, or with NO_COLOR. */
export const paint = (style: Style, text: string, stream: NodeJS.WritableStream = process.stdout): string =>
  styleText(style, text, { stream });

/** A fault that the person at the terminal can put right. Its message is all that is shown; any other error is a bug. */
export class Mistake extends Error {
  override readonly name: string = "Mistake";
}

/** The line itself is wrong: no such command, option or value. */
export class Misused extends Mistake {
  override readonly name = "Misused";
}

const fileTroubles: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist",
  ENOTDIR: "a part of its path is a file",
  EEXIST: "a file has this name",
  EISDIR: "it is a folder",
  EACCES: "this account may not use it",
  EPERM: "this account may not use it",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
};

/** The code of an error of the file system; empty for any other error. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** A file that cannot be used, as a sentence begins with it and goes on with `advice`. An error of another kind is thrown as it is. */
export function unusableFile(subject: string, error: unknown, advice: string): Mistake {
  const reason = fileTroubles[codeOf(error)];
  if (reason === undefined) throw error;
  return new Mistake(`${subject} cannot be used: ${reason}. ${advice}`, { cause: error });
}

type Options = NonNullable<ParseArgsConfig["options"]>;

/** The options of a line without positional arguments. Throws `Misused`, which names the help. */
export function readFlags<const T extends Options>(args: readonly string[], options: T, help: string) {
  return readLine(args, { options }, `See ${help}`).values;
}

/** The options of a line, and its positional arguments where `allowPositionals` says so. Throws `Misused`, which ends with `advice`. */
export function readLine<const T extends Omit<ParseArgsConfig, "args">>(
  args: readonly string[],
  config: T,
  advice: string,
) {
  try {
    return parseArgs({ ...config, args: [...args] });
  } catch (error) {
    throw new Misused(`${lineFault(error)} ${advice}`);
  }
}

/** Sentence on a line that cannot be read. The library names the option or word in quotes, an option with the place of its value. */
function lineFault(error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  const [, quoted = ""] = /'([^']*)'/.exec(message) ?? [];
  const option = /--[^\s,]+/.exec(quoted)?.[0] ?? quoted;
  switch (codeOf(error)) {
    case "ERR_PARSE_ARGS_UNKNOWN_OPTION":
      return `There is no option ${option}.`;
    case "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL":
      return `There is no place for "${quoted}".`;
    case "ERR_PARSE_ARGS_INVALID_OPTION_VALUE":
      return message.includes("does not take") ? `${option} takes no value.` : `${option} needs a value.`;
    default:
      throw error;
  }
}

/** A choice in words: a, b or c. */
export const either = (words: readonly string[]): string =>
  new Intl.ListFormat("en-GB", { type: "disjunction" }).format(words);

/** A package that only the whole install brings, as a `Mistake`; null for any other error. */
export function missingPackage(error: unknown): Mistake | null {
  const [, name] = /^Cannot find package '([^']+)'/.exec(error instanceof Error ? error.message : "") ?? [];
  if (codeOf(error) !== "ERR_MODULE_NOT_FOUND" || name === undefined || name.startsWith("/")) return null;
  return notInstalled(name);
}

export const notInstalled = (name: string): Mistake =>
  new Mistake(
    `Run npm ci first: ${name} is not installed. npm ci --omit=dev is enough for npm start and the recipes only.`,
  );

/** Runs a command and sets the exit code: the one it returns, or `mistakeCode` after a `Mistake` and after a bug. */
export async function runToEnd(
  command: (args: readonly string[]) => Promise<number | void> | number | void,
  mistakeCode: 1 | 2,
): Promise<void> {
  try {
    process.exitCode = (await command(process.argv.slice(2))) ?? 0;
  } catch (thrown) {
    process.exitCode = mistakeCode;
    const error = missingPackage(thrown) ?? thrown;
    const shown = error instanceof Mistake ? paint("red", error.message, process.stderr) : inspect(error);
    process.stderr.write(`${shown}\n`);
  }
}

/**
 * Characters that a terminal obeys, or that show a line other than it is: controls, bidirectional marks, line and paragraph separators,
 * tags (CWE-150). Joiners stay: names and emoji need them.
 */
const obeyed = /[\p{Cc}\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;

const escaped = (character: string): string =>
  [...Array(character.length).keys()]
    .map((at) => `\\u${character.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0")}`)
    .join("");

/** One value on one line, as JSON would escape it. */
export const printable = (value: string): string => value.replaceAll(obeyed, escaped);

/** A text of our own whose lines may quote values; also right for JSON, which means the same afterwards. */
export const printableLines = (text: string): string => text.split("\n").map(printable).join("\n");
