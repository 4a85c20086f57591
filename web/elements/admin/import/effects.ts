import type { Translator } from "../../language/translator.ts";
import { problemText } from "../../trouble/trouble-notice.ts";
import { adminTexts } from "../../texts/areas.ts";
import type { ImportState, ImportMessage, ImportRequest, RowResult } from "./update.ts";
import { fileFaultText } from "./row-text.ts";
import { inParallel } from "../../../../client/src/in-parallel.ts";
import { type PhoneRow, phoneRowsOf } from "../../../../client/src/phone-rows.ts";
import { jobRetry, withRetry } from "../../../../client/src/retry.ts";
import type { Client, Problem } from "../../api.ts";
import type { Effects, Tenant } from "../context.ts";

const width = 4;
/** Problems of the row itself; after any other no other row would fare better. */
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
  const rows = await file.arrayBuffer().then(
    (bytes) => phoneRowsOf(new Uint8Array(bytes)),
    () => "unreadable" as const,
  );
  return { type: "read", fileName: file.name, rows };
}

/** A few rows at a time. A problem of the caller stops all; its row is then still to be done. */
async function runRows(
  { client, tenant, isStopped, onRow }: ImportDeps,
  rows: readonly PhoneRow[],
): Promise<ImportMessage> {
  const ended: { problem: Problem | null } = { problem: null };
  const stop = new AbortController();
  const { signal } = stop;
  const send = async (row: PhoneRow): Promise<void> => {
    if (isStopped()) return stop.abort();
    const { userId, issuer, phoneNumber } = row;
    const user = { ...tenant, userId, ...(issuer !== undefined && { issuer }) };
    const { problem } = await withRetry(
      async () => client.adminPreRegisterPhone({ ...user, phoneNumber }).catch(() => unexpected),
      jobRetry(signal),
    );
    if (problem === undefined || ownFaults.includes(problem.code)) return onRow({ row, code: problem?.code ?? null });
    ended.problem ??= problem;
    stop.abort();
  };
  await inParallel(rows, { width, signal }, send).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return { type: "ended", problem: ended.problem, now: Date.now() };
}

/** A host's client that rejects, which ours does not. */
const unexpected = { problem: { code: "unexpected", status: 0 } } as const;

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
