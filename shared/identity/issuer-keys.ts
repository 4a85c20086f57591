import { createLocalJWKSet, createRemoteJWKSet, customFetch, type FetchImplementation, type JSONWebKeySet } from "jose";
import type { TrustedIssuer } from "../settings/issuer.ts";
import { type FindKey, KeysUnavailable } from "./verify-jwt.ts";

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
