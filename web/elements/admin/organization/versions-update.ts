import type { Data, Problem } from "../../api.ts";
import { type Trouble, troubleOf } from "../../trouble/trouble.ts";

export type Version = Data<"adminPolicyHistory">["versions"][number];

export interface VersionsRequest {
  readonly call: "versions";
}

export interface VersionsState {
  readonly request: VersionsRequest | null;
  /** Null: not known yet. */
  readonly versions: readonly Version[] | null;
  readonly trouble: Trouble<VersionsRequest> | null;
}

export type VersionsMessage =
  | { readonly type: "opened" | "closed" | "retry" }
  | { readonly type: "answered"; readonly versions: readonly Version[] }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number };

export const noVersions: VersionsState = { request: null, versions: null, trouble: null };

/** The versions of the policy. Opened again, the list stays until the new one is there. */
export function updateVersions(state: VersionsState, message: VersionsMessage): VersionsState {
  switch (message.type) {
    case "opened":
    case "retry":
      return { ...state, trouble: null, request: { call: "versions" } };
    case "closed":
      return noVersions;
    case "answered":
      return { request: null, trouble: null, versions: message.versions };
    case "refused":
      return { ...state, request: null, trouble: troubleOf(message.problem, message.now, state.request) };
  }
}
