// In your app: "@countersign/client" and "@countersign/client/verify".
import { type Client, createClient } from "../../../client/src/index.ts";
import { AssertionRefused, type Replay, verifyAssertion } from "../../../client/src/verify.ts";
import type { FirstFactor } from "./first-factor.ts";
import type { User } from "./user.ts";

/** A user who has entered the password, and the time. */
export interface Knower {
  readonly user: User;
  readonly passwordAt: Date;
}

/** Proof that a session is based on. */
export interface Proof extends Knower {
  readonly secondFactor: boolean;
}

/** Seconds between the password and the end of a login, at most. */
export const loginSeconds = 300;

export interface Countersign {
  readonly url: string;
  /** The `id` of this app's entry in TRUSTED_ISSUERS. */
  readonly issuerId: string;
  readonly fetch?: typeof fetch;
}

/** The second step of a login: asks Countersign, and believes nothing but a verified assertion. */
export function secondStep({ url, issuerId, ...rest }: Countersign, firstFactor: FirstFactor) {
  const replay = replayMemory();

  /** The password alone does only where Countersign has just said so, in this very login. */
  async function prove({ user }: Knower, assertion: string, { passwordAlone = false } = {}): Promise<Proof> {
    const { passwordAt, factor } = await verifyAssertion(assertion, {
      issuer: url,
      audience: firstFactor.audience,
      // Where this app's own records have the user: an assertion of another organisation or issuer is of somebody else.
      user: { subject: user.id, tenant: user.tenant, idp: issuerId },
      requireSecondFactor: !passwordAlone,
      maxAge: loginSeconds,
      replay,
    });
    if (passwordAt === null) throw new AssertionRefused("password_too_old");
    return { user, passwordAt, secondFactor: factor !== null };
  }

  return {
    /** Calls Countersign for the user; each call gets a token of its own. */
    as: ({ user, passwordAt }: Knower): Client =>
      createClient({ ...rest, baseUrl: url, token: async () => firstFactor.token(user, passwordAt) }),
    prove,
  };
}

export type SecondStep = ReturnType<typeof secondStep>;

/** For one process. With several: one table, a conditional write, and a time to live. */
function replayMemory(): Replay {
  const seen = new Map<string, Date>();
  return {
    remember: async (jti, expiresAt) => {
      for (const [id, until] of seen) if (until.getTime() < Date.now()) seen.delete(id);
      const isNew = !seen.has(jti);
      seen.set(jti, expiresAt);
      return isNew;
    },
  };
}
