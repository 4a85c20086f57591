import { createLocalJWKSet, createRemoteJWKSet, customFetch, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import { AssertionRefused } from "./assertion-claims.ts";

/** Milliseconds. Anybody can make up a `kid`, and so make us ask for new keys: at most this often. */
const unknownKeyPause = 30_000;
const failurePause = 5_000;
const patience = 5_000;
const longestCached = 600_000;

const remote = new Map<string, JWTVerifyGetKey>();
const local = new WeakMap<JSONWebKeySet, JWTVerifyGetKey>();

/** The keys of a service, fetched when they are first needed and cached for all later calls of this process. */
export function serviceKeys(jwks: URL | JSONWebKeySet): JWTVerifyGetKey {
  return jwks instanceof URL
    ? cached(remote, jwks.href, () => fetchedKeys(jwks))
    : cached(local, jwks, () => createLocalJWKSet(jwks));
}

interface Cache<Key> {
  get(key: Key): JWTVerifyGetKey | undefined;
  set(key: Key, value: JWTVerifyGetKey): unknown;
}

function cached<Key>(cache: Cache<Key>, key: Key, make: () => JWTVerifyGetKey): JWTVerifyGetKey {
  const made = cache.get(key) ?? make();
  cache.set(key, made);
  return made;
}

function fetchedKeys(url: URL): JWTVerifyGetKey {
  let failedAt = Number.NEGATIVE_INFINITY;
  return createRemoteJWKSet(url, {
    cooldownDuration: unknownKeyPause,
    timeoutDuration: patience,
    cacheMaxAge: longestCached,
    [customFetch]: async (address, options) => {
      // jose paces itself after a success only; a service that is down must not cost every login the whole patience.
      if (Date.now() < failedAt + failurePause) throw new AssertionRefused("keys_unavailable");
      try {
        const response = await fetch(address, options);
        if (!response.ok) throw new Error(`Status ${response.status}`);
        const keySet = (await response.json()) as JSONWebKeySet;
        createLocalJWKSet(keySet); // Throws if it is no key set.
        return Response.json(keySet);
      } catch (cause) {
        failedAt = Date.now();
        throw new AssertionRefused("keys_unavailable", { cause });
      }
    },
  });
}
