import type { Problem, TroubleCode } from "../../api.ts";
import { type Trouble, troubleOf } from "../../trouble/trouble.ts";
import type { AdminContext } from "../page-parts.ts";
import { type FileFault, isFileFault, type PhoneRow } from "../../../../client/src/phone-rows.ts";

export type ImportRequest =
  | { readonly call: "read"; readonly file: File }
  | { readonly call: "run"; readonly rows: readonly PhoneRow[] };

/** `unreadable`: the browser could not read the file. */
export type UnreadFile = FileFault | "unreadable";

export interface RowResult {
  readonly row: PhoneRow;
  /** Null: registered. `approval_needed`: once another admin approves it. */
  readonly code: TroubleCode | null;
  /** False: the user was never seen before. */
  readonly known: boolean;
}

export interface ChooseState {
  readonly view: "choose";
  readonly request: ImportRequest | null;
  readonly fault: UnreadFile | null;
  readonly trouble: null;
}

export interface RowsState {
  readonly view: "preview" | "running" | "stopped" | "done";
  readonly request: ImportRequest | null;
  readonly fileName: string;
  readonly rows: readonly PhoneRow[];
  /** In the order in which they came. */
  readonly results: readonly RowResult[];
  /** Nothing new is begun; what is on its way ends. */
  readonly stopping: boolean;
  readonly trouble: Trouble<ImportRequest> | null;
}

export type ImportState = ChooseState | RowsState;

export type ImportMessage =
  | { readonly type: "start" }
  | { readonly type: "picked"; readonly file: File }
  | { readonly type: "read"; readonly fileName: string; readonly rows: readonly PhoneRow[] | UnreadFile }
  | { readonly type: "run" }
  | { readonly type: "again" }
  | { readonly type: "stop" }
  | { readonly type: "row"; readonly result: RowResult }
  | { readonly type: "ended"; readonly problem: Problem | null; readonly now: number };

export const noImport: ChooseState = { view: "choose", request: null, fault: null, trouble: null };

/** How a file of phones is looked through, sent, stopped and continued. Nothing that is done is sent again. */
export function updateImport(state: ImportState, message: ImportMessage): ImportState {
  switch (message.type) {
    case "start":
      return noImport;
    case "picked":
      return state.view === "running" ? state : { ...noImport, request: { call: "read", file: message.file } };
    case "read":
      return read(message.fileName, message.rows);
    default:
      return state.view === "choose" ? state : updateRows(state, message);
  }
}

function read(fileName: string, rows: readonly PhoneRow[] | UnreadFile): ImportState {
  if (rows === "unreadable" || isFileFault(rows)) return { ...noImport, fault: rows };
  return { view: "preview", request: null, fileName, rows, results: [], stopping: false, trouble: null };
}

function updateRows(
  state: RowsState,
  message: Extract<ImportMessage, { type: "run" | "again" | "stop" | "row" | "ended" }>,
): RowsState {
  switch (message.type) {
    case "run":
      return state.request === null ? run(state) : state;
    case "again":
      if (state.request !== null) return state;
      return run({ ...state, results: state.results.filter((result) => !isFailed(result)) });
    case "stop":
      return { ...state, stopping: true };
    case "row":
      return { ...state, results: [...state.results, message.result] };
    case "ended":
      return ended(state, message.problem, message.now);
  }
}

export const isWaiting = ({ code }: RowResult): boolean => code === "approval_needed";
/** May fare better the next time. What waits would only be asked for twice. */
export const isFailed = (result: RowResult): boolean => result.code !== null && !isWaiting(result);

/** The rows that can be sent and have not been. */
export function rowsLeft({ rows, results }: Pick<RowsState, "rows" | "results">): readonly PhoneRow[] {
  const sent = new Set(results.map(({ row }) => row));
  return rows.filter((row) => row.fault === null && !sent.has(row));
}

function run(state: RowsState): RowsState {
  const rows = rowsLeft(state);
  if (rows.length === 0) return state;
  return { ...state, view: "running", stopping: false, trouble: null, request: { call: "run", rows } };
}

function ended(state: RowsState, problem: Problem | null, now: number): RowsState {
  const { request } = state;
  const view = rowsLeft(state).length === 0 ? "done" : "stopped";
  const trouble = problem === null || request === null ? null : troubleOf(problem, now, request);
  return { ...state, view, request: null, stopping: false, trouble };
}

export interface ImportContext extends AdminContext<ImportMessage> {
  readonly download: () => void;
}
