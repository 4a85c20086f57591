import { createLocalJWKSet, errors, type JSONWebKeySet } from "jose";
import type { TrustedIssuer } from "../../../shared/settings/issuer.ts";
import { bad, type Check, type Finding, good } from "../check.ts";
import type { StageContext } from "../context.ts";

/** Milliseconds: the patience of the service itself. */
const patience = 3_000;

/** Without an issuer's keys nobody who signs in there gets in. */
export const issuers: Check<StageContext> = {
  name: "issuers",
  run: ({ fetch, stage }) => Promise.all(stage.settings.trustedIssuers.map((issuer) => judge(issuer, fetch))),
};

async function judge(issuer: TrustedIssuer, fetch: StageContext["fetch"]): Promise<Finding> {
  const { id, jwksUri, jwks, algorithms } = issuer;
  if (jwksUri !== undefined && !jwksUri.startsWith("https://"))
    return bad(`${id}: its keys are fetched without TLS.`, "Give a jwksUri that begins with https://.");
  const keys = jwks ?? (jwksUri === undefined ? null : await fetchKeys(jwksUri, fetch));
  if (keys === null)
    return bad(
      `${id}: its keys cannot be fetched from ${jwksUri ?? "nowhere"}.`,
      "Check jwksUri; redirects are not followed.",
    );
  const usable = await Promise.all(algorithms.map((alg) => hasKeyFor(keys, alg)));
  return usable.includes(true)
    ? good(`${id}: has a key for ${algorithms.filter((_, at) => usable[at]).join(", ")}.`)
    : bad(`${id}: has no key for ${algorithms.join(" or ")}.`, "Set algorithms to what the issuer signs with.");
}

async function fetchKeys(url: string, fetch: StageContext["fetch"]): Promise<unknown> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(patience) });
    return response.status === 200 ? await response.json() : null;
  } catch {
    return null;
  }
}

/** Asks the library that the service verifies with. */
async function hasKeyFor(keys: unknown, alg: string): Promise<boolean> {
  try {
    await createLocalJWKSet(keys as JSONWebKeySet)({ alg });
    return true;
  } catch (error) {
    return error instanceof errors.JWKSMultipleMatchingKeys;
  }
}
