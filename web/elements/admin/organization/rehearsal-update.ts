import type { Data, Problem } from "../../api.ts";
import { type Trouble, troubleOf } from "../../trouble/trouble.ts";
import type { AdminContext } from "../page-parts.ts";
import type { PolicyFields } from "../policy/draft.ts";
import { type FileFault, isFileFault, type UserRow, userRowsOf } from "../../../../client/src/phone-rows.ts";

export type Rehearsed = Data<"adminRehearse">["users"][number];
export type Totals = Omit<Data<"adminRehearse">, "users">;
type Change = Partial<PolicyFields>;

/** Users of one issuer; without one: of the admin's own. */
export interface Batch {
  readonly issuer?: string;
  readonly userIds: readonly string[];
}

export type RehearsalRequest =
  | { readonly call: "read"; readonly file: File }
  | { readonly call: "run"; readonly policy: Change; readonly batch: Batch };

export interface RehearsalState {
  readonly request: RehearsalRequest | null;
  readonly typed: string;
  readonly fault: FileFault | "missing" | "unreadable" | null;
  /** The rehearsed change; null: nothing was rehearsed yet. */
  readonly policy: Change | null;
  /** Users who are not looked at yet. */
  readonly left: readonly Batch[];
  readonly users: readonly Rehearsed[];
  /** Of the users so far; null: of none. */
  readonly totals: Totals | null;
  readonly trouble: Trouble<RehearsalRequest> | null;
}

export type RehearsalMessage =
  | { readonly type: "start" | "retry" }
  | { readonly type: "typed"; readonly text: string }
  | { readonly type: "picked"; readonly file: File }
  | { readonly type: "read"; readonly text: string | null }
  | { readonly type: "submitted"; readonly policy: Change }
  | { readonly type: "answered"; readonly answer: Data<"adminRehearse"> }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number };

export const noRehearsal: RehearsalState = {
  request: null,
  typed: "",
  fault: null,
  policy: null,
  left: [],
  users: [],
  totals: null,
  trouble: null,
};

/** How a change of the policy is rehearsed, batch by batch. A refused batch can be sent again; those before it stay. */
export function updateRehearsal(state: RehearsalState, message: RehearsalMessage): RehearsalState {
  switch (message.type) {
    case "start":
      return { ...noRehearsal, typed: state.typed };
    case "typed":
      return { ...state, typed: message.text, fault: null };
    case "picked":
      return { ...state, fault: null, request: { call: "read", file: message.file } };
    case "read":
      return message.text === null
        ? { ...state, request: null, fault: "unreadable" }
        : { ...state, request: null, typed: message.text };
    case "submitted":
      return state.request === null ? submitted(state, message.policy) : state;
    case "answered":
      return answered(state, message.answer);
    case "refused":
      return { ...state, request: null, trouble: troubleOf(message.problem, message.now, state.request) };
    case "retry":
      return state.trouble?.retry ? { ...state, trouble: null, request: { ...state.trouble.retry } } : state;
  }
}

function submitted(state: RehearsalState, policy: Change): RehearsalState {
  const rows = rowsIn(state.typed);
  if (isFileFault(rows)) return { ...state, fault: rows };
  const batches = batchesOf(rows, policy);
  if (batches.length === 0) return { ...state, fault: "missing" };
  return goOn({ ...noRehearsal, typed: state.typed, policy, left: batches });
}

const goOn = (state: RehearsalState): RehearsalState => {
  const [batch, ...left] = state.left;
  const { policy } = state;
  return batch === undefined || policy === null
    ? { ...state, request: null }
    : { ...state, left, request: { call: "run", policy, batch } };
};

const answered = (state: RehearsalState, { users, counts, sms }: Data<"adminRehearse">): RehearsalState =>
  goOn({
    ...state,
    trouble: null,
    users: [...state.users, ...users],
    totals: {
      counts: added(counts, state.totals?.counts),
      sms: {
        ...sms,
        least: added(sms.least, state.totals?.sms.least),
        most: added(sms.most, state.totals?.sms.most),
      },
    },
  });

/** Field by field. */
const added = <Sums extends Readonly<Record<string, number>>>(sums: Sums, before?: Sums): Sums =>
  Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum + (before?.[name] ?? 0)])) as Sums;

/** A CSV if its first line names the column; else one id on each line. */
function rowsIn(text: string): readonly UserRow[] | FileFault {
  const [first = ""] = text.replace(/^\uFEFF/, "").split(/\r\n?|\n/, 1);
  if (first.split(/[,;\t]/).some((name) => name.trim().replaceAll('"', "") === "userId"))
    return userRowsOf(new TextEncoder().encode(text));
  const ids = [...new Set(text.split(/\r\n?|\n/).map((id) => id.trim()))].filter(Boolean);
  return ids.map((userId, at) => ({ line: at + 1, userId, fault: null }));
}

const mostUsers = 100;
/** The service takes bodies of 8 KiB. */
const mostBytes = 8000;

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** As many users as fit in one call, of one issuer each; rows with a fault are left out. */
export function batchesOf(rows: readonly UserRow[], policy: Change): readonly Batch[] {
  const batches: { issuer: string | undefined; userIds: string[]; bytes: number }[] = [];
  for (const { userId, issuer, fault } of rows) {
    if (fault !== null) continue;
    const bytes = bytesOf(userId) + 1;
    const open = batches.findLast((batch) => batch.issuer === issuer);
    if (open !== undefined && open.userIds.length < mostUsers && open.bytes + bytes <= mostBytes) {
      open.userIds.push(userId);
      open.bytes += bytes;
    } else batches.push({ issuer, userIds: [userId], bytes: bytes + bytesOf({ policy, issuer, userIds: [] }) });
  }
  return batches.map(({ issuer, userIds }) => ({ userIds, ...(issuer !== undefined && { issuer }) }));
}

export interface RehearsalContext extends AdminContext<RehearsalMessage> {
  /** Of the policy page; where nothing is typed there: everybody must. */
  readonly proposal: Change;
  readonly policy: PolicyFields | null;
  readonly download: () => void;
}
