import { backEnd, Refused } from "./back-end.ts";

/** Ends a little before the token does, so that it does not end on its way. */
const marginMillis = 20_000;

/** Milliseconds since the epoch; 0 for what is no JWT. Nothing is trusted here: only the service checks tokens. */
function endOf(token: string): number {
  try {
    const payload = token.split(".")[1]?.replaceAll("-", "+").replaceAll("_", "/") ?? "";
    const { exp } = JSON.parse(atob(payload)) as { exp?: unknown };
    return typeof exp === "number" ? exp * 1000 : 0;
  } catch {
    return 0;
  }
}

/** Before the second step there is no session to renew a token for: the service refuses the old one, and the password is asked for again. */
async function renewed(old: string | null): Promise<string> {
  try {
    return await backEnd.token();
  } catch (error) {
    if (old !== null && error instanceof Refused && error.status === 401) return old;
    throw error;
  }
}

/** The token of the moment, in memory only: no storage that a script could read later. */
export function createTokens() {
  let token: string | null = null;
  return {
    keep: (newer: string): void => {
      token = newer;
    },
    forget: (): void => {
      token = null;
    },
    /** One that is still good; after a while, or a reload, the app's back end signs another for its session. */
    current: async (): Promise<string> => {
      if (token === null || endOf(token) - marginMillis < Date.now()) token = await renewed(token);
      return token;
    },
  };
}
export type Tokens = ReturnType<typeof createTokens>;
