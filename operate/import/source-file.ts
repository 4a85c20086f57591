import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { codeOf, Mistake, unusableFile } from "../../client/command-line/command-line.ts";
import { type ImportedUser, RowFault } from "./imported.ts";

export interface Line {
  readonly line: number;
  readonly text: string;
}

export interface SourceFile {
  readonly path: string;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
  readonly lineCount: number;
  text(): Promise<string>;
  /** One after the other: the file need not fit into memory. */
  lines(): AsyncIterable<Line>;
  firstCharacter(): Promise<string>;
}

const newline = 10;

export async function openSource(path: string): Promise<SourceFile> {
  const hash = createHash("sha256");
  let lineCount = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      const bytes = chunk as Buffer;
      hash.update(bytes);
      for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lineCount += 1;
    }
  } catch (error) {
    if (codeOf(error) === "ENOENT") throw new Mistake(`There is no file ${path}.`);
    throw unusableFile(path, error, "Name the file to import.");
  }
  return {
    path,
    hash: hash.digest("hex"),
    lineCount,
    text: async () => readWhole(path),
    async *lines() {
      let line = 0;
      for await (const text of createInterface({
        input: createReadStream(path),
        crlfDelay: Number.POSITIVE_INFINITY,
      })) {
        line += 1;
        yield { line, text: line === 1 ? withoutMark(text) : text };
      }
    },
    firstCharacter: async () => {
      const handle = await open(path);
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
        return withoutMark(buffer.subarray(0, bytesRead).toString("utf8")).trimStart().charAt(0);
      } finally {
        await handle.close();
      }
    },
  };
}

/** Editors put a byte order mark in front. */
const withoutMark = (text: string): string => text.replace(/^\uFEFF/, "");

async function readWhole(path: string): Promise<string> {
  try {
    return withoutMark(await readFile(path, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ERR_STRING_TOO_LONG")
      throw new Mistake("The file is longer than 512 MB. Split it: each part is an import of its own.");
    throw error;
  }
}

/** The ids of the file as the login names these users: by a list of both, and with a prefix. */
export function namedUsers({
  users,
  prefix,
}: {
  readonly users: string | undefined;
  readonly prefix: string;
}): (user: ImportedUser) => ImportedUser {
  if (users === undefined) return (user) => (prefix === "" ? user : { ...user, userId: `${prefix}${user.userId}` });
  const names = new Map(idLines(users).map(([id = "", userId = id]) => [id, userId]));
  return (user) => {
    const userId = names.get(user.userId);
    if (userId === undefined) throw new RowFault("userId", "is not in the file of --users");
    return { ...user, userId: `${prefix}${userId}` };
  };
}

/** Lines of a file of ids, as their cells. */
export function idLines(path: string): readonly (readonly string[])[] {
  try {
    return readFileSync(path, "utf8")
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/)
      .filter((line) => line.trim() !== "")
      .map((line) => line.split(/[,;\t]/).map((cell) => cell.trim().replaceAll(/^"|"$/g, "")));
  } catch (error) {
    throw new Mistake(codeOf(error) === "ENOENT" ? `There is no file ${path}.` : `${path} cannot be read.`);
  }
}
