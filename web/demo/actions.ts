import { backEnd, Refused } from "./back-end.ts";
import { placeIn, type Store } from "./state.ts";
import type { Tokens } from "./tokens.ts";
import { say } from "./words.ts";

const sentenceOf = (error: unknown): string => (error instanceof Refused ? error.message : say("reload"));

/** Facts of a sign-in that the prompt hands over. */
interface Entering {
  readonly assertion: string;
  readonly failedSinceLastLogin: number;
  readonly backupCodesLeft?: number | null;
}

/** Calls that begin or end the session, one after the other: a session that a call on its way would begin is ended too. */
function oneByOne() {
  let last: Promise<unknown> = Promise.resolve();
  return async (call: () => Promise<void>): Promise<void> => {
    const turn = last.then(call);
    last = turn.catch(() => null);
    return turn;
  };
}

/** Actions of the app's user; each updates the store. */
export function createActions(store: Store, tokens: Tokens) {
  const inTurn = oneByOne();
  return {
    begin: async (): Promise<void> => {
      try {
        const session = await backEnd.session();
        if (session === null) store.dispatch({ what: "nobody-is-signed-in" });
        else store.dispatch({ what: "signed-in", session, place: placeIn(location.hash) });
      } catch (error) {
        store.dispatch({ what: "nobody-is-signed-in", notice: sentenceOf(error) });
      }
    },
    enterPassword: async (email: string, password: string): Promise<void> => {
      store.dispatch({ what: "password-sent" });
      try {
        const { token } = await backEnd.enterPassword(email, password);
        tokens.keep(token);
        store.dispatch({ what: "password-was-right", email });
      } catch (error) {
        store.dispatch({ what: "refused", notice: sentenceOf(error) });
      }
    },
    enter: async ({ assertion, failedSinceLastLogin, backupCodesLeft = null }: Entering): Promise<void> =>
      inTurn(async () => {
        store.dispatch({ what: "assertion-sent" });
        try {
          const session = await backEnd.enter(assertion);
          tokens.forget();
          store.dispatch({
            what: "signed-in",
            session,
            place: "overview",
            news: { failed: failedSinceLastLogin, codesLeft: backupCodesLeft },
          });
          history.replaceState(null, "", location.pathname);
        } catch (error) {
          const late = error instanceof Refused && error.status === 401;
          store.dispatch({
            what: "refused",
            notice: late ? say("tooLong") : sentenceOf(error),
          });
        }
      }),
    /** Somebody who is inside has proven more than before. */
    proveMore: async (assertion: string): Promise<void> =>
      inTurn(async () => {
        if (store.state.at !== "inside") return;
        tokens.forget();
        const session = await backEnd.enter(assertion).catch(() => null);
        if (session !== null) store.dispatch({ what: "signed-in", session, place: placeIn(location.hash) });
      }),
    leave: async (notice = say("signedOut")): Promise<void> =>
      inTurn(async () => {
        tokens.forget();
        await backEnd.leave().catch(() => null);
        store.dispatch({ what: "nobody-is-signed-in", notice });
        history.replaceState(null, "", location.pathname);
      }),
    go: (): void => store.dispatch({ what: "went", place: placeIn(location.hash) }),
  };
}
export type Actions = ReturnType<typeof createActions>;
