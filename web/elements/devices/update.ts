import type { Data, Problem } from "../api.ts";
import { needsSignIn, type Trouble, troubleOf } from "../trouble/trouble.ts";

export type RememberedDevice = Data<"listDevices">["devices"][number];

/** `proves`: the user asks for it, and enters a code if need be. */
export type DevicesRequest =
  | { readonly call: "list"; readonly proves?: boolean }
  | { readonly call: "end"; readonly deviceId: string; readonly proves?: boolean }
  | { readonly call: "end-all"; readonly proves?: boolean };

export interface DevicesState {
  readonly request: DevicesRequest | null;
  /** Null: not known yet. */
  readonly devices: readonly RememberedDevice[] | null;
  /** Some are asked for codes again: the host's activity has news. */
  readonly ended: number;
  readonly trouble: Trouble<DevicesRequest> | null;
}

export type DevicesMessage =
  | { readonly type: "opened" }
  | { readonly type: "end"; readonly deviceId: string }
  | { readonly type: "end-all" }
  | { readonly type: "listed"; readonly devices: readonly RememberedDevice[] }
  | { readonly type: "ended"; readonly deviceId: string | null }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number }
  | { readonly type: "retry" };

export const noDevices: DevicesState = { request: null, devices: null, ended: 0, trouble: null };

/** The user's remembered devices: listed, and ended one by one or all at once. Pure; one call at a time. */
export function updateDevices(state: DevicesState, message: DevicesMessage): DevicesState {
  const { request, devices, trouble } = state;
  switch (message.type) {
    case "opened":
      return request === null || request.call === "list"
        ? { ...state, trouble: null, request: { call: "list" } }
        : state;
    case "end":
      return ask(state, { call: "end", deviceId: message.deviceId, proves: true });
    case "end-all":
      return ask(state, { call: "end-all", proves: true });
    case "listed":
      return { ...state, request: null, trouble: null, devices: message.devices };
    case "ended": {
      const left = message.deviceId === null ? [] : (devices ?? []).filter(({ id }) => id !== message.deviceId);
      return { request: null, trouble: null, devices: left, ended: state.ended + 1 };
    }
    case "refused":
      return { ...state, request: null, trouble: troubleOf(message.problem, message.now, request) };
    case "retry":
      return trouble?.retry ? ask(state, { ...trouble.retry, ...(needsSignIn(trouble) && { proves: true }) }) : state;
  }
}

const ask = (state: DevicesState, request: DevicesRequest): DevicesState =>
  state.request === null ? { ...state, trouble: null, request } : state;
