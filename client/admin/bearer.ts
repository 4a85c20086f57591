import { readFile } from "node:fs/promises";
import { Mistake } from "../command-line/command-line.ts";
import type { Terminal } from "./terminal.ts";

const none = `There is no token. Set COUNTERSIGN_TOKEN, or name a file with --token-file.
How to get one: countersign-admin login --help`;

/** Brings the token for each call. A file is read each time, so that a longer job lives on if something renews it. */
export async function bearerFrom(
  file: string | undefined,
  { token }: Environment,
  terminal: Terminal,
): Promise<() => string | Promise<string>> {
  if (file === "-") {
    const line = usable(await terminal.ask("Token:"));
    return () => line;
  }
  if (file !== undefined) return async () => usable(await read(file));
  if (token === undefined || token.trim() === "") throw new Mistake(none);
  const fixed = usable(token);
  return () => fixed;
}

const read = async (file: string): Promise<string> =>
  readFile(file, "utf8").catch(() => {
    throw new Mistake(`${file} cannot be read.`);
  });

/** Says what the service would only call unauthenticated. */
function usable(text: string): string {
  const token = text.trim();
  const end = expiryOf(token);
  if (end === null) throw new Mistake("The token is no JWT.");
  if (end <= Date.now())
    throw new Mistake(`The token ended at ${new Date(end).toISOString()}. Get a new one: countersign-admin login`);
  return token;
}

/** Milliseconds; null if it is no JWT. */
function expiryOf(token: string): number | null {
  const end = claimOf(token, "exp");
  return typeof end === "number" ? end * 1000 : null;
}

/** The organisation of the token's user; null if the token names none. */
export function tenantOf(token: string): string | null {
  const tenant = claimOf(token, "tenant");
  return typeof tenant === "string" ? tenant : null;
}

/** A claim as the token has it; only the service checks the signature. */
function claimOf(token: string, name: string): unknown {
  try {
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<
      string,
      unknown
    > | null;
    return claims?.[name];
  } catch {
    return undefined;
  }
}

export interface Environment {
  readonly url: string | undefined;
  readonly token: string | undefined;
}

/** Variables in the place of options. The token is never an option: every process of the machine could read it. */
export const environment = (): Environment => ({
  url: process.env["COUNTERSIGN_URL"],
  token: process.env["COUNTERSIGN_TOKEN"],
});
