import { readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { codeOf, Mistake } from "../client/command-line/command-line.ts";
import { issuerSchema } from "../shared/settings/issuer.ts";

const lent = z.object({ id: z.string(), issuer: z.string(), audience: z.string(), privateJwk: z.looseObject({}) });

/** Where a local run keeps its table and keys, and what it lends to `prove`. */
export const localRunSchema = z.object({
  url: z.string(),
  region: z.string(),
  tableName: z.string(),
  keyArn: z.string(),
  eventBusName: z.string(),
  auditLogGroupName: z.string(),
  /** Hands writes to the run's stream. Absent: the table is elsewhere, where the AWS variables say. */
  dynamodb: z.string().optional(),
  /** KMS. Absent: likewise. */
  kms: z.string().optional(),
  /** EventBridge and CloudWatch Logs. */
  aws: z.string(),
  trustedIssuers: z.array(issuerSchema),
  smsCountries: z.array(z.string()),
  lends: z.object({
    /** Its own issuer, which may name operators. */
    operator: lent,
    /** Null: the run has an entry `prove` of its own. */
    prove: lent.nullable(),
  }),
});
export type LocalRun = z.output<typeof localRunSchema>;
export type LentIssuer = z.output<typeof lent>;

export const defaultLocalUrl = "http://127.0.0.1:8787";

/** One file for each port, beside others' in the folder of the system. */
export const localRunFile = (url: string): string => join(tmpdir(), `countersign-local-${portOf(url)}.json`);

const portOf = (url: string): string => {
  const { port, protocol } = new URL(url);
  return port === "" ? (protocol === "https:" ? "443" : "80") : port;
};

const addressed = /^(https?:\/\/.*|([\w.-]+:)?\d{1,5})$/;

/** Gives a bare `--local` the usual address, since an option has a value or none. */
export const withLocalUrl = (args: readonly string[]): readonly string[] =>
  args.map((arg, index) =>
    arg !== "--local" || addressed.test(args[index + 1] ?? "") ? arg : `--local=${defaultLocalUrl}`,
  );

/** An address as people type it: a port, a host with its port, or a URL. */
export const localUrlOf = (typed: string): URL | null =>
  URL.parse(/^\d+$/.test(typed) ? `http://127.0.0.1:${typed}` : typed.includes("://") ? typed : `http://${typed}`);

/** A stranger who could write this file could have the command read secrets into a table of theirs, so only one's own counts. */
export function readLocalRun(url: string): LocalRun {
  const file = localRunFile(url);
  const text = readOwn(file, url);
  const read = localRunSchema.safeParse(parse(text));
  if (read.success) return read.data;
  throw new Mistake(`${file} is of another version of the local run: start it again.`);
}

const noRun = (url: string): Mistake =>
  new Mistake(`No local run answers at ${url}. Start it with npm start, or name its address: --local URL.`);

/** The same, if the run still answers: one that was killed leaves its file behind. */
export async function reachLocalRun(url: string): Promise<LocalRun> {
  const run = readLocalRun(url);
  const answers = await fetch(`${run.url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!answers) throw noRun(url);
  return run;
}

function readOwn(file: string, url: string): string {
  try {
    const { uid, mode } = statSync(file);
    const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
    if (!isOwn) throw new Mistake(`${file} is not this account's alone, so nothing in it is trusted. Remove it.`);
    return readFileSync(file, "utf8");
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    throw noRun(url);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
