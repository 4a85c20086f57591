import type { Client, Problem, Result } from "../../api.ts";
import type { Tenant } from "../tenant.ts";
import type { ImportMessage, ImportRequest, RowResult } from "./update.ts";
import { type Row, rowsOfFile } from "./rows.ts";

const width = 4;
const tries = 4;
const firstPauseMillis = 500;
const longestPauseMillis = 30_000;
/** What the row itself is to blame for; after anything else no other row would fare better. */
const ownFaults: readonly Problem["code"][] = [
  "invalid_phone_number",
  "country_not_allowed",
  "invalid_request",
  "busy",
];

export interface ImportHands {
  readonly client: Pick<Client, "adminPreRegisterPhone">;
  readonly tenant: Tenant;
  readonly isStopped: () => boolean;
  readonly onRow: (result: RowResult) => void;
}

export async function performImport(hands: ImportHands, request: ImportRequest): Promise<ImportMessage> {
  if (request.call === "run") return runRows(hands, request.rows);
  const { file } = request;
  const rows = await file.arrayBuffer().then(rowsOfFile, () => "unreadable" as const);
  return { type: "read", fileName: file.name, rows };
}

/** A few rows at a time. What stops one for no fault of its own stops all; the row is then still to be done. */
async function runRows(
  { client, tenant, isStopped, onRow }: ImportHands,
  rows: readonly Row[],
): Promise<ImportMessage> {
  let problem: Problem | null = null;
  const waiting = rows.values();
  const isOver = (): boolean => isStopped() || problem !== null;
  const worker = async (): Promise<void> => {
    for (const row of waiting) {
      if (isOver()) return;
      const { userId, phoneNumber } = row;
      const refusal = await patiently(
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
async function patiently(call: () => Promise<Result<unknown>>, isOver: () => boolean): Promise<Problem | null> {
  for (let nth = 0; ; nth += 1) {
    const { problem = null } = await call().catch(() => ({ problem: { code: "unexpected", status: 0 } as const }));
    if (problem === null || nth === tries || isOver() || !passes(problem)) return problem;
    const asked = "retryAfter" in problem ? (problem.retryAfter ?? 0) * 1000 : 0;
    const millis = Math.min(longestPauseMillis, Math.max(asked, firstPauseMillis * 2 ** nth));
    await new Promise((resolve) => setTimeout(resolve, millis));
  }
}

const passes = (problem: Problem): boolean =>
  problem.code !== "offline" && (problem.code === "busy" || problem.status === 429 || problem.status === 503);
