import type { FetchImplementation } from "jose";
import { noReference, type SigningKeyStore, type UserKey } from "../ports/stores.ts";
import { NoDataKeyYet, type Vault } from "../ports/vault.ts";
import type { Settings } from "../settings/settings.ts";
import type { Tokens } from "./caller.ts";
import { callerOfFirstFactor } from "./first-factor-token.ts";
import { issuerKeys } from "./issuer-keys.ts";
import { readJws } from "./jws.ts";
import { callerOfAccessToken, signWith } from "./own-tokens.ts";
import { refuseToken } from "./verify-jwt.ts";
import { signingKeys } from "./signing-keys.ts";

/** Characters; more than any gateway lets through in a header. */
const longestToken = 16_384;

export function createTokens({
  settings,
  vault,
  signingKeys: store,
  fetchJwks = fetch,
}: {
  readonly settings: Pick<Settings, "serviceIssuer" | "trustedIssuers" | "assertionSeconds" | "accessTokenSeconds">;
  readonly vault: Vault;
  readonly signingKeys: SigningKeyStore;
  readonly fetchJwks?: FetchImplementation;
}): Tokens {
  const ownKeys = signingKeys(vault, store);
  const trusted = new Map(
    settings.trustedIssuers.flatMap((issuer) => {
      const keys = issuerKeys(issuer, fetchJwks);
      return issuer.issuer.map((spelling) => [spelling, { issuer, keys }] as const);
    }),
  );

  return {
    identify: async (bearer, now, accepts) => {
      const claimed = claimedIssuer(bearer);
      if (claimed === null) return refuseToken("malformed");
      if (claimed === settings.serviceIssuer)
        return accepts === "first-factor"
          ? refuseToken("first_factor_needed")
          : callerOfAccessToken(bearer, settings, ownKeys.verifying(now), now);
      const source = trusted.get(claimed);
      return source === undefined
        ? refuseToken("issuer_unknown")
        : callerOfFirstFactor(bearer, source.issuer, source.keys, now);
    },
    signer: async (now, own = vault) => {
      const { kid, key } = await ownKeys.current(now, own);
      return signWith(key, kid, settings);
    },
    jwks: (now, own = vault) => ownKeys.published(now, own),
  };
}

/** Whom the token says it is from, before anything is proven: it only picks the rules by which it is judged. */
function claimedIssuer(bearer: string): string | null {
  const iss = bearer.length > longestToken ? undefined : readJws(bearer)?.claims["iss"];
  return typeof iss === "string" ? iss : null;
}

/** A user as the login knows it: the same subject of two issuers is two users. */
export interface UserIdentity {
  readonly tenant: string;
  readonly issuerId: string;
  readonly subject: string;
}

/**
 * The user's address in the table. A keyed hash names the user, because subjects are often e-mail addresses
 * and because no subject can then be written so that it reaches another key. In a tenant without keys nobody has one yet.
 */
export async function userKey(vault: Vault, { tenant, issuerId, subject }: UserIdentity): Promise<UserKey> {
  const bytes = Buffer.from(JSON.stringify([issuerId, subject]));
  try {
    const mac = await vault.mac({ tenant, purpose: "identity", about: [] }, bytes);
    return { tenant, ref: `usr_${Buffer.from(mac).toString("base64url").slice(0, 22)}` };
  } catch (error) {
    if (error instanceof NoDataKeyYet) return { tenant, ref: noReference };
    throw error;
  }
}
