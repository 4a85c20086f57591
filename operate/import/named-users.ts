import { readFileSync } from "node:fs";
import { codeOf, Mistake } from "../../client/command-line/command-line.ts";
import { type ImportedUser, RowFault } from "./imported.ts";

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
