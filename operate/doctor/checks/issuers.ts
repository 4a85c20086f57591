import { createLocalJWKSet, errors, type JSONWebKeySet } from "jose";
import type { TrustedIssuer } from "../../../shared/settings/issuer.ts";
import * as z from "zod";
import { WrongSettings } from "../../../infra/stages.ts";
import { bad, type Check, type Finding, good, type StageContext, unknown, warn } from "../check.ts";

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

/** As much of a described stage as may never change. */
const description = z.looseObject({
  trustedIssuers: z.array(
    z.looseObject({
      id: z.string(),
      issuer: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
      webauthn: z.looseObject({ rpId: z.string() }).optional(),
    }),
  ),
});
type Described = z.output<typeof description>["trustedIssuers"][number];

/** Users belong to an issuer's `id` and passkeys to its `rpId`: the next deployment must not bring others. */
export const neverChanged: Check<StageContext> = {
  name: "ids and passkeys",
  async run({ stage, stageName, described }) {
    const unreadable = unknown(
      `The description of ${stageName} cannot be read.`,
      `npm run synth -- --stage ${stageName} says what is wrong.`,
    );
    try {
      const found = described();
      if (found === undefined) return good(`Nothing here describes ${stageName}, so there is nothing to compare.`);
      const read = description.safeParse(found).data;
      return read === undefined
        ? unreadable
        : stage.settings.trustedIssuers.map((issuer) => compare(issuer, read.trustedIssuers));
    } catch (error) {
      if (error instanceof WrongSettings) return unreadable;
      throw error;
    }
  },
};

function compare({ id, issuer, webauthn }: TrustedIssuer, described: readonly Described[]): Finding {
  const next = described.find((one) => one.id === id);
  if (next === undefined) {
    const renamed = described.find((one) => one.issuer.some((spelling) => issuer.includes(spelling)));
    return renamed
      ? bad(
          `${id}: the description calls it ${renamed.id}. With that its users have no second factor any more.`,
          `Give it the id ${id} again before you deploy.`,
        )
      : warn(`${id}: the description does not name it.`, "Its users cannot sign in once that is deployed.");
  }
  const rpId = webauthn?.rpId;
  if (rpId === undefined || next.webauthn?.rpId === rpId) return good(`${id}: is described as it is deployed.`);
  const instead = next.webauthn === undefined ? "no webauthn" : `the rpId ${next.webauthn.rpId}`;
  return bad(
    `${id}: its passkeys are of ${rpId}, and the description has ${instead}. With that no passkey works any more.`,
    `Give it the rpId ${rpId} again before you deploy.`,
  );
}
