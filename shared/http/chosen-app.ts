import { invalid } from "./problem.ts";
import type { Caller } from "../identity/caller.ts";

/** The app that a login's tokens are made for: the one that the caller's token is for, else the named one of several. */
export function chosenApp({ app, audience }: Caller, named: string | undefined): string {
  if (named !== undefined && !audience.includes(named))
    throw invalid([{ path: "audience", message: "The token is not for this app" }]);
  const chosen = app ?? named;
  if (chosen === undefined)
    throw invalid([{ path: "audience", message: "The token is for several apps: name the one that the login is for" }]);
  return chosen;
}
