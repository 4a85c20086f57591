import { decodeJwt, type FetchImplementation } from "jose";
import type { SigningKeyStore } from "../ports/stores.ts";
import type { Vault } from "../ports/vault.ts";
import type { Settings } from "../settings/settings.ts";
import { callerOfAssertion, signWith } from "./assertion.ts";
import type { Tokens } from "./caller.ts";
import { callerOfFirstFactor } from "./first-factor-token.ts";
import { issuerKeys } from "./issuer-keys.ts";
import { signingKeys } from "./signing-keys.ts";

/** Characters; more than any gateway lets through in a header. */
const longestToken = 16_384;
/** RFC 7515 section 3.1; decoders are laxer. */
const compact = /^[\w-]+\.[\w-]+\.[\w-]+$/;

export function createTokens(world: {
  readonly settings: Pick<Settings, "serviceIssuer" | "trustedIssuers" | "assertionSeconds">;
  readonly vault: Vault;
  readonly signingKeys: SigningKeyStore;
  readonly fetchJwks?: FetchImplementation;
}): Tokens {
  const { settings, fetchJwks = fetch } = world;
  const ownKeys = signingKeys(world.vault, world.signingKeys);
  const trusted = new Map(
    settings.trustedIssuers.map((issuer) => [issuer.issuer, { issuer, keys: issuerKeys(issuer, fetchJwks) }]),
  );

  return {
    identify: async (bearer, now) => {
      const claimed = claimedIssuer(bearer);
      if (claimed === settings.serviceIssuer) return callerOfAssertion(bearer, settings, ownKeys.verifying(now), now);
      const source = claimed === null ? undefined : trusted.get(claimed);
      return source === undefined ? null : callerOfFirstFactor(bearer, source.issuer, source.keys, now);
    },
    signer: async (now) => {
      const { kid, key } = await ownKeys.current(now);
      return signWith(key, kid, settings);
    },
    jwks: (now) => ownKeys.published(now),
  };
}

/** Whom the token says it is from, before anything is proven: it only picks the rules by which it is judged. */
function claimedIssuer(bearer: string): string | null {
  if (bearer.length > longestToken || !compact.test(bearer)) return null;
  try {
    return decodeJwt(bearer).iss ?? null;
  } catch {
    return null;
  }
}
