import type { Client, Data, Problem } from "../../api.ts";
import { outcomeOf } from "../../base/outcome.ts";
import { type Trouble, troubleOf } from "../../trouble/trouble.ts";
import type { Tenant } from "../context.ts";

export type Posture = Data<"adminGetPosture">;

interface PostureRequest {
  readonly call: "posture";
}

export interface PostureState {
  readonly request: PostureRequest | null;
  /** Null: not known yet. */
  readonly posture: Posture | null;
  readonly trouble: Trouble<PostureRequest> | null;
}

export type PostureMessage =
  | { readonly type: "opened" | "closed" | "retry" }
  | { readonly type: "answered"; readonly posture: Posture }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number };

export const noPosture: PostureState = { request: null, posture: null, trouble: null };

/** How the organization stands. Opened again, what is shown stays until the new answer is there. */
export function updatePosture(state: PostureState, message: PostureMessage): PostureState {
  switch (message.type) {
    case "opened":
    case "retry":
      return { ...state, trouble: null, request: { call: "posture" } };
    case "closed":
      return noPosture;
    case "answered":
      return { request: null, trouble: null, posture: message.posture };
    case "refused":
      return { ...state, request: null, trouble: troubleOf(message.problem, message.now, state.request) };
  }
}

export const callPosture = async (client: Client, tenant: Tenant): Promise<PostureMessage> =>
  outcomeOf<Posture, PostureMessage>(
    client.adminGetPosture(tenant),
    (posture) => ({ type: "answered", posture }),
    (problem) => ({ type: "refused", problem, now: Date.now() }),
  );
