import type { Translator } from "../../language/translator.ts";
import { problemText } from "../../trouble/trouble-notice.ts";
import { adminTexts } from "../../texts/areas.ts";
import type { ImportState, ImportMessage, ImportRequest, RowResult } from "./update.ts";
import { fileFaultText } from "./row-text.ts";
import type { Client, Problem, Result } from "../../api.ts";
import type { Effects, Tenant } from "../context.ts";
import { rowsOfFile, type Row } from "./rows.ts";

const width = 4;
const tries = 4;
const firstPauseMillis = 500;
const longestPauseMillis = 30_000;
/** Faults of the row itself; after any other problem the next row would fare no better. */
const ownFaults: readonly Problem["code"][] = [
  "invalid_phone_number",
  "country_not_allowed",
  "invalid_request",
  "busy",
];

export interface ImportDeps {
  readonly client: Pick<Client, "adminPreRegisterPhone">;
  readonly tenant: Tenant;
  readonly isStopped: () => boolean;
  readonly onRow: (result: RowResult) => void;
}

export async function callImport(deps: ImportDeps, request: ImportRequest): Promise<ImportMessage> {
  if (request.call === "run") return runRows(deps, request.rows);
  const { file } = request;
  const rows = await file.arrayBuffer().then(rowsOfFile, () => "unreadable" as const);
  return { type: "read", fileName: file.name, rows };
}

/** Sends a few rows at a time. A problem that is no fault of its row stops the run; that row is then still to be sent. */
async function runRows({ client, tenant, isStopped, onRow }: ImportDeps, rows: readonly Row[]): Promise<ImportMessage> {
  let problem: Problem | null = null;
  const waiting = rows.values();
  const isOver = (): boolean => isStopped() || problem !== null;
  const worker = async (): Promise<void> => {
    for (const row of waiting) {
      if (isOver()) return;
      const { userId, phoneNumber } = row;
      const refusal = await withRetry(
        async () => client.adminPreRegisterPhone({ ...tenant, userId, phoneNumber }),
        isOver,
      );
      if (refusal === null || ownFaults.includes(refusal.code)) onRow({ row, code: refusal?.code ?? null });
      else problem ??= refusal;
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return { type: "ended", problem, now: Date.now() };
}

/** Registering a number twice does no harm, so a call is made again as long as the service only asks for patience. */
async function withRetry(call: () => Promise<Result<unknown>>, isOver: () => boolean): Promise<Problem | null> {
  for (let nth = 0; ; nth += 1) {
    const { problem = null } = await call().catch(() => ({ problem: { code: "unexpected", status: 0 } as const }));
    if (problem === null || nth === tries || isOver() || !passes(problem)) return problem;
    const need = "retryAfter" in problem ? (problem.retryAfter ?? 0) * 1000 : 0;
    const millis = Math.min(longestPauseMillis, Math.max(need, firstPauseMillis * 2 ** nth));
    await new Promise((resolve) => setTimeout(resolve, millis));
  }
}

const passes = (problem: Problem): boolean =>
  problem.code !== "offline" && (problem.code === "busy" || problem.status === 429 || problem.status === 503);

export function importEffects(translator: Translator, before: ImportState, after: ImportState): Effects {
  if (after.view === "choose")
    return {
      say: after.fault === null ? null : fileFaultText(translator, after.fault),
      focus: before.view === "choose" && after.fault === null ? null : ["#csv"],
    };
  const say = after.trouble === null ? null : problemText(translator, after.trouble.code);
  if (after.view !== before.view) return { say, focus: ["h2"] };
  return { say: quarterPassed(translator, before, after), focus: null };
}

/** A long import is told of four times, not at every row. */
function quarterPassed(translator: Translator, before: ImportState, after: ImportState): string | null {
  if (after.view !== "running" || before.view !== "running") return null;
  const total = after.rows.filter(({ fault }) => fault === null).length;
  const quarter = (done: number): number => Math.floor((4 * done) / total);
  const done = after.results.length;
  return quarter(done) === quarter(before.results.length)
    ? null
    : translator.say(adminTexts, "progress", { done, total });
}
