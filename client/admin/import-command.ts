import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Refused } from "./mistake.ts";
import { Mistake } from "../command-line/command-line.ts";
import type { PhoneRow } from "../src/phone-rows.ts";
import { registerPhones, type RowOutcome } from "../src/register-phones.ts";
import { jobRetry, withRetry } from "../src/retry.ts";
import { type Command, type Context, exitCodes } from "./command.ts";
import {
  countryOption,
  faultSentence,
  faultSummary,
  type ImportName,
  importProgress,
  openReport,
  type Report,
  type RowResult,
  rowSentence,
  rowsIn,
  withCountry,
  withPlans,
} from "./import-report.ts";

/** Works on a few items at a time, in order. After a failure or an abort it begins nothing new, and rejects once the rest has ended. */
async function inParallel<T>(
  items: readonly T[],
  { width, signal }: { readonly width: number; readonly signal?: AbortSignal },
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  let failure: { readonly error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    for (const item of waiting) {
      if (failure !== undefined || signal?.aborted === true) return;
      await work(item).catch((error: unknown) => {
        failure ??= { error };
      });
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  signal?.throwIfAborted();
  if (failure !== undefined) throw failure.error;
}

const width = 4;
const goOn = "What is done stands in the report: run the same again to go on.";

export const importPhones: Command = {
  name: "import",
  args: ["csv"],
  summary: "Pre-register the phones of many users from a CSV file",
  details: `The first line names the columns: userId, phoneNumber and, for users of another issuer than your own, issuer.
Commas, semicolons or tabs separate; the file is in UTF-8. Up to a hundred rows are sent at a time. The report has a line of JSON
for each row; if the import is stopped, the token ends or rows fail, run the same again: rows that are done are left out.
Where the policy asks for two, each call waits for another admin, and its rows are not sent again by this report.
Users who were never seen here are registered, and counted apart ("known": false in the report): new ones, or slips in their ids.
A dry run sends nothing that changes anything: it checks numbers, countries and doubles, and looks every user up.`,
  options: {
    report: { type: "string", value: "FILE", help: "the report; the CSV's name and .report.jsonl if left out" },
    country: { type: "string", value: "CH", help: "the country of numbers that have no country code" },
    "dry-run": { type: "boolean", help: "change nothing, say what would be done" },
  },
  examples: [
    "countersign-admin import phones.csv --dry-run",
    "countersign-admin import phones.csv --country CH --token-file token.jwt --json",
  ],
  run: async (context) => {
    const path = context.args[0] ?? "";
    const country = countryOption(context.text("country"));
    const bytes = await readFile(path).catch(() => {
      throw new Mistake(`${path} cannot be read.`);
    });
    const rows = withCountry(rowsIn(bytes), country);
    return context.flag("dry-run")
      ? tryOut(context, rows)
      : importAll(context, rows, await reportFor(context, path, bytes));
  },
};

async function reportFor({ text, url, tenant }: Context, path: string, bytes: Buffer): Promise<Report> {
  const file = createHash("sha256").update(bytes).digest("hex");
  return openReport(text("report") ?? `${path}.report.jsonl`, {
    of: path,
    name: { file, url, tenant: await tenant() } satisfies ImportName,
  });
}

async function importAll({ client, target, terminal, show }: Context, rows: readonly PhoneRow[], report: Report) {
  const left = rows.filter(({ line }) => !report.done.has(line));
  if (left.length < rows.length)
    terminal.say(`${rows.length - left.length} rows are done already, ${left.length} are left.`);
  const progress = importProgress(terminal, left.length);
  const add = (row: PhoneRow, result: Omit<RowResult, "line" | "userId">): void => {
    report.add({ line: row.line, userId: row.userId, ...result });
    if (result.result === "failed") terminal.say(`Line ${row.line}: ${result.detail}`);
    progress.count(result);
  };
  for (const row of left)
    if (row.fault !== null) add(row, { result: "failed", code: "invalid_row", detail: faultSentence(row.fault) });
  const signal = terminal.interrupted(`Stopped. ${goOn}`);
  const problem = await registerPhones(
    left.filter(({ fault }) => fault === null),
    {
      client,
      tenant: target,
      isStopped: () => signal.aborted,
      onRow: (row, outcome) => add(row, resultOf(outcome)),
      signal,
    },
  );
  signal.throwIfAborted();
  if (problem !== null) {
    terminal.say(`Stopped. ${goOn}`);
    throw new Refused(problem);
  }
  const { done, waiting, failed, unknown } = progress.counts;
  show(
    {
      rows: rows.length,
      done,
      ...(waiting > 0 && { waiting }),
      failed,
      unknown,
      doneBefore: rows.length - left.length,
    },
    `${done} done, ${failed} failed.${waiting === 0 ? "" : ` ${waiting} wait for another admin, up to a hundred by one approval: countersign-admin approvals list.`}${unknown === 0 ? "" : ` ${unknown} of the users were never seen here: the report names them, look for slips in their ids.`}`,
  );
  return failed + waiting === 0 ? exitCodes.done : exitCodes.failed;
}

function resultOf({ code, known, detail }: RowOutcome): Omit<RowResult, "line" | "userId"> {
  if (code === "approval_needed") return { result: "waiting", code };
  return code === null ? { result: "done", known } : { result: "failed", code, detail: rowSentence(code, detail) };
}

const userOf = ({ issuer, userId }: Pick<PhoneRow, "issuer" | "userId">) => ({
  userId,
  ...(issuer !== undefined && { issuer }),
});

async function tryOut({ client, target, terminal, show }: Context, rows: readonly PhoneRow[]) {
  const signal = terminal.interrupted("Stopped. Nothing was changed.");
  const policy = await withRetry(async () => client.adminGetPolicy(target), jobRetry(signal));
  if (policy.problem !== undefined) throw new Refused(policy.problem);
  const checked = withPlans(rows, policy.data.smsCountries);
  for (const line of faultSummary(checked)) terminal.say(line);
  const good = checked.filter(({ fault }) => fault === null);
  const counts = { new: 0, replaced: 0, unknown: 0, wrong: rows.length - good.length };
  await inParallel(good, { width, signal }, async (row) => {
    const { data, problem } = await withRetry(
      async () => client.adminGetUser({ ...target, ...userOf(row) }),
      jobRetry(signal),
    );
    if (problem !== undefined) throw new Refused(problem);
    counts[data.preRegisteredPhone === null ? "new" : "replaced"] += 1;
    if (!data.known) counts.unknown += 1;
  });
  const text = `Of ${rows.length} rows, ${counts.new} would give a user a number, ${counts.replaced} another one; ${counts.unknown} name a user who was never seen here, and ${counts.wrong} cannot be taken. Nothing was changed.`;
  show({ rows: rows.length, ...counts }, text);
  return counts.wrong === 0 ? exitCodes.done : exitCodes.failed;
}
