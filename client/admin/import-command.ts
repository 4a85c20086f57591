import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Problem } from "../src/index.ts";
import { type Command, type Context, exitCodes } from "./command.ts";
import { importProgress, openReport, type Report, type RowResult } from "./import-report.ts";
import { importRows, type Row } from "./import-rows.ts";
import { inParallel } from "./in-parallel.ts";
import { Mistake, Refused, sentenceOf } from "./mistake.ts";
import { patiently } from "./patiently.ts";

const width = 4;
/** No other row would fare better. */
const hopeless: readonly Problem["code"][] = [
  "offline",
  "unauthenticated",
  "insufficient_user_authentication",
  "forbidden",
];

export const importPhones: Command = {
  name: "import",
  args: ["csv"],
  summary: "Pre-register the phones of many users from a CSV file",
  details: `The first line names the columns: userId, phoneNumber and, for users of another than the first issuer, issuer.
Commas, semicolons or tabs separate. A few rows are sent at a time. The report has a line of JSON for each row; if the import
is stopped, the token ends or rows fail, run the same again: rows that are done are left out.
A dry run reads the file and looks every user up; whether a number is valid is only said by the import itself.`,
  options: {
    report: { type: "string", value: "FILE", help: "the report; the CSV's name and .report.jsonl if left out" },
    "dry-run": { type: "boolean", help: "change nothing, say what would be done" },
  },
  examples: [
    "countersign-admin import phones.csv --dry-run",
    "countersign-admin import phones.csv --token-file assertion.jwt --json",
  ],
  run: async (context) => {
    const path = context.args[0] ?? "";
    const bytes = await readFile(path).catch(() => {
      throw new Mistake(`${path} cannot be read.`);
    });
    const rows = importRows(bytes.toString("utf8"));
    return context.flag("dry-run")
      ? tryOut(context, rows)
      : importAll(context, rows, await reportFor(context, path, bytes));
  },
};

async function reportFor({ text, url, tenant }: Context, path: string, bytes: Buffer): Promise<Report> {
  const file = createHash("sha256").update(bytes).digest("hex");
  return openReport(text("report") ?? `${path}.report.jsonl`, { file, url, tenant: await tenant() });
}

async function importAll({ client, target, terminal, show }: Context, rows: readonly Row[], report: Report) {
  const left = rows.filter(({ line }) => !report.done.has(line));
  if (left.length < rows.length)
    terminal.say(`${rows.length - left.length} rows are done already, ${left.length} are left.`);
  const progress = importProgress(terminal, left.length);
  const signal = terminal.interrupted("Stopped. What is done stands in the report: run the same again to go on.");
  await inParallel(left, { width, signal }, async (row) => {
    const { line, userId, phoneNumber, fault } = row;
    const { problem } =
      fault === null
        ? await patiently(async () => client.adminPreRegisterPhone({ ...target, userId, phoneNumber }), signal)
        : {};
    if (problem !== undefined && hopeless.includes(problem.code)) throw new Refused(problem);
    const result = { line, userId, ...resultOf(fault, problem) };
    report.add(result);
    if (result.result === "failed") terminal.say(`Line ${line}: ${result.detail}`);
    progress.count(result.result);
  });
  const { done, failed } = progress.counts;
  show({ rows: rows.length, done, failed, doneBefore: rows.length - left.length }, `${done} done, ${failed} failed.`);
  return failed === 0 ? exitCodes.done : exitCodes.failed;
}

function resultOf(fault: string | null, problem: Problem | undefined): Pick<RowResult, "result" | "code" | "detail"> {
  if (fault !== null) return { result: "failed", code: "invalid_row", detail: fault };
  return problem === undefined
    ? { result: "done" }
    : { result: "failed", code: problem.code, detail: sentenceOf(problem) };
}

async function tryOut({ client, target, terminal, show }: Context, rows: readonly Row[]) {
  const counts = { new: 0, replaced: 0, wrong: 0 };
  const signal = terminal.interrupted("Stopped. Nothing was changed.");
  await inParallel(rows, { width, signal }, async ({ line, userId, fault }) => {
    if (fault !== null) {
      counts.wrong += 1;
      terminal.say(`Line ${line}: ${fault}`);
      return;
    }
    const { data, problem } = await patiently(async () => client.adminGetUser({ ...target, userId }), signal);
    if (problem !== undefined) throw new Refused(problem);
    counts[data.preRegisteredPhone === null ? "new" : "replaced"] += 1;
  });
  const text = `${rows.length} rows: ${counts.new} users would get a number, ${counts.replaced} another one, ${counts.wrong} rows are wrong. Nothing was changed.`;
  show({ rows: rows.length, ...counts }, text);
  return counts.wrong === 0 ? exitCodes.done : exitCodes.failed;
}
