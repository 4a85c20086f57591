import type { Client } from "./call-types.ts";
import { problemCodes } from "./contract.ts";
import type { PhoneRow } from "./phone-rows.ts";
import type { Problem } from "./problem.ts";
import { jobRetry, withRetry } from "./retry.ts";

/** Bounds of one call: rows, and bytes of the body. */
const mostRows = 100;
const mostBytes = 8 * 1024;

export interface RowOutcome {
  /** Null: registered. `approval_needed`: not yet; a second person approves the call's rows. */
  readonly code: Problem["code"] | null;
  /** The service's own sentence, where it could not read the row. */
  readonly detail?: string;
  /** False of a user of whom nothing was kept before: somebody new, or a slip in the id. */
  readonly known: boolean;
}

interface Registration<Row> {
  readonly client: Pick<Client, "adminPreRegisterPhones">;
  readonly tenant: { readonly tenant?: string };
  /** Asked before each call. */
  readonly isStopped: () => boolean;
  readonly onRow: (row: Row, outcome: RowOutcome) => void;
  /** Ends the wait for a service that asks for patience. */
  readonly signal?: AbortSignal;
}

/** Registers phones, as many at a time as one call takes. Ends with a problem after which no other row would fare better; its rows are still to be done. */
export async function registerPhones<Row extends PhoneRow>(
  rows: readonly Row[],
  { client, tenant, isStopped, onRow, signal }: Registration<Row>,
): Promise<Problem | null> {
  const waiting = batchesOf(rows);
  for (let batch = waiting.shift(); batch !== undefined && !isStopped(); batch = waiting.shift()) {
    const phones = batch.map(phoneOf);
    const { data, problem } = await withRetry(
      async () => client.adminPreRegisterPhones({ ...tenant, phones }),
      jobRetry(signal),
    );
    if (problem?.code === "approval_needed") {
      for (const row of batch) onRow(row, { code: problem.code, known: true });
      continue;
    }
    const unread = problem === undefined ? [] : unreadRows(problem);
    if (problem !== undefined && unread.length === 0) return problem;
    for (const [nth, row] of batch.entries()) {
      const detail = unread.find((one) => one.nth === nth)?.message;
      if (detail !== undefined) onRow(row, { code: "invalid_request", detail, known: false });
      else if (data !== undefined) onRow(row, outcomeOf(data.results[nth]));
    }
    // One row that the service cannot read has the call refused: the others go again without it.
    const others = batch.filter((_, nth) => unread.every((one) => one.nth !== nth));
    if (data === undefined && others.length > 0) waiting.unshift(others);
  }
  return null;
}

const phoneOf = ({ userId, issuer, phoneNumber }: PhoneRow) => ({
  userId,
  phoneNumber,
  ...(issuer !== undefined && { issuer }),
});

type Answered = { readonly ok: boolean; readonly code?: string; readonly known: boolean } | undefined;

function outcomeOf(answered: Answered): RowOutcome {
  if (answered?.ok === true) return { code: null, known: answered.known };
  return { code: problemCodes.find((code) => code === answered?.code) ?? "unexpected", known: false };
}

/** Rows that are no rows in the service's eyes, by their places. */
function unreadRows(problem: Problem): readonly { readonly nth: number; readonly message: string }[] {
  if (problem.code !== "invalid_request") return [];
  return (problem.errors ?? []).flatMap(({ path, message }) => {
    const nth = /^phones\.(\d+)/.exec(path)?.[1];
    return nth === undefined ? [] : [{ nth: Number(nth), message }];
  });
}

/** The approver repeats the rows beside the action. */
const frame = new TextEncoder().encode(JSON.stringify({ action: "phones", parameters: { phones: [] } })).length;

function batchesOf<Row extends PhoneRow>(rows: readonly Row[]): Row[][] {
  const batches: Row[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const size = sizeOf(phoneOf(row)) + 1;
    const last = batches.at(-1);
    if (last === undefined || last.length === mostRows || bytes + size > mostBytes) {
      batches.push([row]);
      bytes = frame + size;
    } else {
      last.push(row);
      bytes += size;
    }
  }
  return batches;
}

const sizeOf = (value: object): number => new TextEncoder().encode(JSON.stringify(value)).length;
