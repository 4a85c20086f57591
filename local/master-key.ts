import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Mistake } from "./mistake.ts";

const keyBytes = 32;

/** The local KMS key: kept in the data directory, readable by its owner only; a passing one without a directory. */
export async function loadMasterKey(directory: string | null): Promise<Uint8Array> {
  if (directory === null) return randomBytes(keyBytes);
  const file = join(directory, "kms-master-key");
  // "wx" creates the file only if there is none, so that an existing key is never replaced.
  await writeFile(file, randomBytes(keyBytes), { mode: 0o600, flag: "wx" }).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  });
  const key = await readFile(file);
  if (key.length !== keyBytes)
    throw new Mistake(`${file} is damaged. Remove the directory ${directory} to start afresh.`);
  return key;
}
