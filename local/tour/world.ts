import { TOTP, URI } from "otpauth";
import { demoUsers } from "../demo-users.ts";
import type { Bearer, TourClient } from "./client.ts";

/** An authenticator app that lives by the service's clock. */
export interface App {
  code(): string;
  /** Six digits that are right at no step near now. */
  wrongCode(): string;
}

/** What the stories share: the service, its time, and who has which app and which codes. */
export interface World extends TourClient {
  readonly url: string;
  /** Time passes for the service; nobody waits. */
  pass(seconds: number): void;
  scan(uri: string): App;
  /** The first-factor token of a demo user. */
  passwordOf(email: string): Promise<Bearer>;
}

const stepMillis = 30_000;

export function tourWorld(
  client: TourClient,
  url: string,
  clock: { now(): number; advance(seconds: number): void },
): World {
  const scan = (uri: string): App => {
    const app = URI.parse(uri);
    if (!(app instanceof TOTP)) throw new Error("The set-up is not for time-based codes.");
    const codeAt = (timestamp: number): string => app.generate({ timestamp });
    return {
      code: () => codeAt(clock.now()),
      wrongCode: () => {
        const right = [-2, -1, 0, 1, 2].map((steps) => codeAt(clock.now() + steps * stepMillis));
        return (
          ["111111", "222222", "333333", "444444", "555555", "666666"].find((code) => !right.includes(code)) ?? "777777"
        );
      },
    };
  };
  return {
    ...client,
    url,
    pass: (seconds) => clock.advance(seconds),
    scan,
    passwordOf: (email) => client.signIn(email, demoUsers.find((user) => user.email === email)?.password ?? ""),
  };
}

/** Narrows a login's answer to the decision that the story goes on with. */
export function decided<A extends { readonly decision: string }, D extends A["decision"]>(
  answer: A,
  decision: D,
): Extract<A, { decision: D }> {
  if (answer.decision !== decision)
    throw new Error(`The login decided ${answer.decision} in the place of ${decision}.`);
  return answer as Extract<A, { decision: D }>;
}
