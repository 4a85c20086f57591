import { createLocalJWKSet, createRemoteJWKSet, customFetch, type FetchImplementation, type JSONWebKeySet } from "jose";
import { noReference, type SigningKeyStore, type UserKey } from "../ports/stores.ts";
import { NoDataKeyYet, type Vault } from "../ports/vault.ts";
import type { Settings } from "../settings/settings.ts";
import type { Tokens } from "./caller.ts";
import { callerOfFirstFactor } from "./first-factor-token.ts";
import { type FindKey, KeysUnavailable, readJws, refuseToken } from "./verify-jwt.ts";
import { callerOfAccessToken, signWith } from "./own-tokens.ts";
import { signingKeys } from "./signing-keys.ts";
import type { TrustedIssuer } from "../settings/issuer.ts";

/** Milliseconds. A key that is not in the set makes us ask again, so anybody could make us ask: at most this often. */
const unknownKeyPause = 30_000;
const failurePause = 5_000;
const patience = 3_000;
const longestKept = 600_000;

/** The keys of one issuer, fetched when they are needed. The address is that of the settings, never one that a token names. */
export function issuerKeys(issuer: TrustedIssuer, fetchJwks: FetchImplementation): FindKey {
  if (issuer.jwks !== undefined) return keySetOf(issuer.jwks);
  if (issuer.jwksUri === undefined) throw new Error(`The issuer ${issuer.id} has no keys`);
  return createRemoteJWKSet(new URL(issuer.jwksUri), {
    cooldownDuration: unknownKeyPause,
    timeoutDuration: patience,
    cacheMaxAge: longestKept,
    [customFetch]: fetchKeySet(issuer.id, fetchJwks),
  });
}

/** Fetches a whole, well-formed key set: so whatever fails in here is not the token's fault. */
function fetchKeySet(issuerId: string, fetchJwks: FetchImplementation): FetchImplementation {
  let failedAt = Number.NEGATIVE_INFINITY;
  return async (url, options) => {
    // jose paces itself after a success only; an issuer that is down must not cost every caller the whole patience.
    if (Date.now() < failedAt + failurePause)
      throw new KeysUnavailable(`The keys of ${issuerId} could not be fetched a moment ago`);
    try {
      const response = await fetchJwks(url, options);
      if (response.status !== 200) throw new Error(`Status ${response.status}`);
      return Response.json(keySetOf(await response.json()).jwks());
    } catch (cause) {
      failedAt = Date.now();
      throw new KeysUnavailable(`The keys of ${issuerId} cannot be fetched`, { cause });
    }
  };
}

/** Throws if it is no key set. */
const keySetOf = (value: unknown) => createLocalJWKSet(value as JSONWebKeySet);

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
