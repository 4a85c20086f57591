import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Instant } from "../shared/account/instant.ts";
import type { Clock } from "../shared/ports/clock.ts";
import type { Received } from "./http-server.ts";
import { z } from "zod";
import { type Assertion, AssertionRefused, type Replay, verifyAssertion } from "../client/src/verify.ts";
import { audience, type DemoUser, issuerId } from "./sign-in.ts";

/** A session of the demo app. `password`: only the first step is done, which opens nothing. */
export type DemoSession =
  | { readonly step: "password"; readonly subject: string; readonly until: Instant }
  | {
      readonly step: "signed-in";
      readonly subject: string;
      readonly tenant: string;
      readonly roles: readonly string[];
      /** Null: the password alone, by somebody who has no second factor. */
      readonly factor: string | null;
      readonly passwordAt: Instant;
      readonly signedInAt: Instant;
      readonly until: Instant;
    };
export type SignedIn = Extract<DemoSession, { step: "signed-in" }>;

export interface DemoSessions {
  /** Keeps it under a new name that only the browser gets: a session never gains rights under its old one. */
  open(session: DemoSession): string;
  read(name: string): DemoSession | null;
  close(name: string): void;
}

export const passwordStepMillis = 15 * 60_000;
export const sessionMillis = 8 * 3_600_000;
const most = 1000;

const stored = (name: string): string => createHash("sha256").update(name).digest("base64url");

/** The sessions of the demo app, in memory and only by the hash of their name. */
export function demoSessions(clock: Clock): DemoSessions {
  const sessions = new Map<string, DemoSession>();
  const dropOldest = (): void => {
    const [oldest] = sessions.keys();
    if (oldest !== undefined && sessions.size >= most) sessions.delete(oldest);
  };
  return {
    open: (session) => {
      dropOldest();
      const name = randomBytes(32).toString("base64url");
      sessions.set(stored(name), session);
      return name;
    },
    read: (name) => {
      const session = sessions.get(stored(name));
      return session !== undefined && session.until > clock.now() ? session : null;
    },
    close: (name) => {
      sessions.delete(stored(name));
    },
  };
}

const path = "/local/demo";

/** Cookies do not know ports: each local run has a name of its own, so that several can be used side by side. */
const nameFor = (url: string): string => `larch-${new URL(url).port}`;

/**
 * The demo app's session cookie. Scripts cannot read it and other sites cannot send it. It is not `Secure` (and has no `__Host-` name)
 * only because the local run has no HTTPS; an app on the web must add both.
 */
export function demoCookie(url: string) {
  const name = nameFor(url);
  const header = (value: string, seconds: number): Readonly<Record<string, string>> => ({
    "set-cookie": `${name}=${value}; Path=${path}; Max-Age=${String(seconds)}; HttpOnly; SameSite=Strict`,
  });
  return {
    set: (value: string, millis: number) => header(value, Math.floor(millis / 1000)),
    clear: () => header("", 0),
    read: ({ headers }: Received): string | null => {
      const pairs = (headers["cookie"] ?? []).flatMap((line) => line.split("; "));
      const found = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
      return found === undefined || found === "" ? null : found;
    },
  };
}

/** The assertion if it lets this user in. Null: it does not. Rejects if that cannot be known. */
export type CheckAssertion = (assertion: string, user: DemoUser) => Promise<Assertion | null>;

/** A client app's check of an assertion. The second factor may be missing only where the user has none. */
export function assertionCheck({
  serviceUrl,
  serviceIssuer,
  clock,
  firstFactorOf,
}: {
  readonly serviceUrl: string;
  readonly serviceIssuer: string;
  readonly clock: Clock;
  /** A token of the app's own for the user, with which it asks the service. */
  readonly firstFactorOf: (email: string) => Promise<string | null>;
}): CheckAssertion {
  // Keys are cached by their address. Its fragment, which is never sent, tells this service from an earlier one at the same port.
  const jwks = new URL(`/.well-known/jwks.json#${randomUUID()}`, serviceUrl);
  const replay = replayMemory(clock);

  return async (assertion, { email, tenant }) => {
    const verify = async (requireSecondFactor: boolean): Promise<Assertion> =>
      verifyAssertion(assertion, {
        issuer: serviceIssuer,
        audience,
        user: { subject: email, tenant, idp: issuerId },
        requireSecondFactor,
        acceptRemembered: true,
        replay,
        jwks,
        now: new Date(clock.now()),
      });
    try {
      return await verify(true);
    } catch (error) {
      if (!(error instanceof AssertionRefused) || error.reason === "keys_unavailable") throw error;
      if (error.reason !== "second_factor_missing") return null;
      return (await hasNoFactor(serviceUrl, await firstFactorOf(email))) ? verify(false).catch(() => null) : null;
    }
  };
}

/** One process, one map; an app with several processes needs a table with a conditional write. */
function replayMemory(clock: Clock): Replay {
  const seen = new Map<string, number>();
  return {
    remember: async (jti, expiresAt) => {
      for (const [id, until] of seen) if (until < clock.now()) seen.delete(id);
      const isNew = !seen.has(jti);
      seen.set(jti, expiresAt.getTime());
      return isNew;
    },
  };
}

const factorsSchema = z.object({ enabled: z.boolean() });

/**
 * An assertion of the password alone may be minutes old: somebody who has switched the second step on since must not get in with it.
 * A user who must set one up and has days of grace gets in; the service decides that at the login.
 */
async function hasNoFactor(serviceUrl: string, token: string | null): Promise<boolean> {
  const response = await fetch(`${serviceUrl}/v1/factors`, { headers: { authorization: `Bearer ${token ?? ""}` } });
  const factors = factorsSchema.safeParse(response.ok ? await response.json() : null).data;
  return factors !== undefined && !factors.enabled;
}
