import type { Client, Data, Problem } from "../../api.ts";
import { outcomeOf } from "../../base/controllers.ts";
import { mayPass, needsSignIn, type Trouble, troubleOf } from "../../trouble/trouble.ts";
import type { Tenant } from "../page-parts.ts";

export type SmsMonth = Data<"adminGetSms">;

/** `month`: such as `2026-11`; null: the one that runs. */
export type SmsRequest =
  | { readonly call: "get"; readonly month: string | null }
  | { readonly call: "lift"; readonly range: string };

export interface SmsState {
  readonly request: SmsRequest | null;
  /** Null: not known yet. */
  readonly shown: SmsMonth | null;
  /** Asked for once more before it sends again. */
  readonly lifting: string | null;
  readonly lifted: boolean;
  readonly trouble: Trouble<SmsRequest> | null;
}

export type SmsMessage =
  | { readonly type: "opened" | "retry" }
  | { readonly type: "closed" }
  | { readonly type: "month"; readonly by: -1 | 1 }
  | { readonly type: "lifting"; readonly range: string | null }
  | { readonly type: "lift" }
  | { readonly type: "answered"; readonly shown: SmsMonth }
  | { readonly type: "lifted" }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number };

export const noSms: SmsState = { request: null, shown: null, lifting: null, lifted: false, trouble: null };

/** Cost of the SMS of a month, and where none are sent. */
export function updateSms(state: SmsState, message: SmsMessage): SmsState {
  switch (message.type) {
    case "closed":
      return noSms;
    case "answered":
      return { ...state, request: null, trouble: null, shown: message.shown };
    case "lifted":
      return { ...state, lifting: null, lifted: true, trouble: null, request: { call: "get", month: null } };
    case "refused": {
      const { request } = state;
      const mayHelp = request?.call === "get" || mayPass(message.problem) || needsSignIn(message.problem);
      return { ...state, request: null, trouble: troubleOf(message.problem, message.now, mayHelp ? request : null) };
    }
    default:
      return state.request === null ? begin(state, message) : state;
  }
}

type Begun = Exclude<SmsMessage, { type: "closed" | "answered" | "lifted" | "refused" }>;

function begin(state: SmsState, message: Begun): SmsState {
  const idle = { ...state, lifted: false, trouble: null };
  switch (message.type) {
    case "opened":
      return { ...idle, lifting: null, request: { call: "get", month: null } };
    case "retry":
      return state.trouble?.retry ? { ...idle, request: { ...state.trouble.retry } } : state;
    case "month":
      return state.shown === null
        ? state
        : { ...idle, lifting: null, request: { call: "get", month: monthBeside(state.shown.month, message.by) } };
    case "lifting":
      return { ...idle, lifting: message.range };
    case "lift":
      return state.lifting === null ? state : { ...idle, request: { call: "lift", range: state.lifting } };
  }
}

/** `2026-12` → `2027-01`. */
export function monthBeside(month: string, by: -1 | 1): string {
  const [year = 0, nth = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, nth - 1 + by)).toISOString().slice(0, 7);
}

const refused = (problem: Problem): SmsMessage => ({ type: "refused", problem, now: Date.now() });

export async function callSms(client: Client, tenant: Tenant, request: SmsRequest): Promise<SmsMessage> {
  switch (request.call) {
    case "get": {
      const { month } = request;
      return outcomeOf<SmsMonth, SmsMessage>(
        client.adminGetSms({ ...tenant, ...(month !== null && { month }) }),
        (shown) => ({ type: "answered", shown }),
        refused,
      );
    }
    case "lift":
      return outcomeOf<unknown, SmsMessage>(
        client.adminLiftSmsBreaker({ ...tenant, range: request.range }),
        () => ({ type: "lifted" }),
        refused,
      );
  }
}
