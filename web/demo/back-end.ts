import type { Portfolio, Session } from "./state.ts";
import { say } from "./words.ts";

/** Sentences for a refusal of the app's own back end, or its silence. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly status: number;
  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

export interface DemoUser {
  readonly email: string;
  readonly password: string;
  readonly tenant: string;
  readonly roles: readonly string[];
}

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(path, {
    method,
    ...(body !== undefined && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Refused(0, say("unreachable"));
  });
  if (response.status === 401) throw new Refused(401, say("noMatch"));
  if (!response.ok) throw new Refused(response.status, say("ourFault"));
  return (response.status === 204 ? null : await response.json()) as T;
}

/** The demo app's own back end: its passwords and its sessions. */
export const backEnd = {
  users: async () => (await ask<{ users: readonly DemoUser[] }>("GET", "/local/users")).users,
  /** A first-factor token, and a cookie that says who is about to sign in. */
  enterPassword: (email: string, password: string) =>
    ask<{ token: string }>("POST", "/local/demo/password", { email, password }),
  /** A first-factor token and nothing else, for somebody who is signed in already. */
  passwordAgain: (email: string, password: string) =>
    ask<{ token: string }>("POST", "/local/sign-in", { email, password }),
  enter: async (assertion: string) =>
    (await ask<{ session: Session }>("POST", "/local/demo/session", { assertion })).session,
  session: async () => (await ask<{ session: Session | null }>("GET", "/local/demo/session")).session,
  leave: () => ask<null>("DELETE", "/local/demo/session"),
  /** A short token that says when the password was entered. */
  token: async () => (await ask<{ token: string }>("POST", "/local/demo/token")).token,
  account: () => ask<Portfolio>("GET", "/local/demo/account"),
};
