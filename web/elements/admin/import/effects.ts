import type { Translator } from "../../language/translator.ts";
import { problemText } from "../../trouble/trouble.ts";
import { adminTexts } from "../../texts/areas.ts";
import type { ImportState, ImportMessage, ImportRequest, RowResult } from "./update.ts";
import { fileFaultText } from "./view-rows.ts";
import { type PhoneRow, phoneRowsOf } from "../../../../client/src/phone-rows.ts";
import { registerPhones } from "../../../../client/src/register-phones.ts";
import { type Client, failureOf } from "../../api.ts";
import type { Effects, Tenant } from "../page-parts.ts";

export interface ImportDeps {
  readonly client: Pick<Client, "adminPreRegisterPhones">;
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

/** A problem of the caller stops all; its rows are then still to be done. */
async function runRows(
  { client, tenant, isStopped, onRow }: ImportDeps,
  rows: readonly PhoneRow[],
): Promise<ImportMessage> {
  const problem = await registerPhones(rows, {
    client: {
      adminPreRegisterPhones: async (...call) =>
        client.adminPreRegisterPhones(...call).catch((error: unknown) => ({ problem: failureOf(error) })),
    },
    tenant,
    isStopped,
    onRow: (row, { code, known }) => onRow({ row, code, known }),
  });
  return { type: "ended", problem, now: Date.now() };
}

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
