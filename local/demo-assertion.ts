import { z } from "zod";
import { type Assertion, AssertionRefused, type Replay, verifyAssertion } from "../client/src/verify.ts";
import type { Clock } from "../shared/ports/clock.ts";
import type { DemoUser } from "./sign-in.ts";
import { audience, issuerId } from "./sign-in.ts";

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
  const jwks = new URL("/.well-known/jwks.json", serviceUrl);
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
