import type { JWTVerifyGetKey } from "jose";
import * as z from "zod";
import type { TrustedIssuer } from "../settings/settings.ts";
import { ownAudience } from "./assertion.ts";
import type { Caller } from "./caller.ts";
import { audience, claimAt, numericDate, powersOf, rolesIn, subject, tenant } from "./claims.ts";
import { isInFuture, verifyJwt } from "./verify-jwt.ts";
import type { Instant } from "../account/instant.ts";

const defaultTenant = "default";
const name = z.string().min(1).max(320).nullable().catch(null);

const claimsSchema = z.object({
  sub: subject,
  aud: audience,
  exp: numericDate,
  iat: numericDate.optional(),
  auth_time: numericDate.optional(),
  email: name,
  preferred_username: name,
});

/** Who signed in at a trusted issuer. Null: the token proves nothing. Throws `KeysUnavailable`. */
export async function callerOfFirstFactor(
  token: string,
  issuer: TrustedIssuer,
  keys: JWTVerifyGetKey,
  now: Instant,
): Promise<Caller | null> {
  const jwt = await verifyJwt(token, keys, issuer, now);
  if (jwt === null || namesAnotherKind(jwt.header.typ)) return null;
  const claims = claimsSchema.safeParse(jwt.claims).data;
  const ownTenant = tenantIn(jwt.claims, issuer);
  if (claims === undefined || ownTenant === null || isInFuture(claims.auth_time, now)) return null;

  const passwordAt = claims.auth_time ?? (issuer.authTimeFromIat ? claims.iat : undefined);
  const roles = rolesIn(jwt.claims, issuer);
  return {
    kind: "first-factor",
    tenant: ownTenant,
    issuerId: issuer.id,
    subject: claims.sub,
    audience: issuer.audience.filter((app) => app !== ownAudience && claims.aud.includes(app)),
    passwordAt: passwordAt === undefined ? null : passwordAt * 1000,
    expiresAt: claims.exp * 1000,
    roles,
    ...powersOf(roles, issuer),
    email: claims.email,
    username: claims.preferred_username,
    secondFactor: null,
  };
}

/**
 * RFC 8725 section 3.11: a token that names its kind is taken for nothing else, so a logout token or one of our assertions is no sign-in.
 * Only access tokens (RFC 9068) name theirs, some issuers with a word of their own before it. RFC 7515 section 4.1.9: case and `application/` do not count.
 */
function namesAnotherKind(typ: unknown): boolean {
  if (typ === undefined) return false;
  return typeof typ !== "string" || (/\+jwt$/i.test(typ) && !/(?:^|[/-])at\+jwt$/i.test(typ));
}

function tenantIn(claims: unknown, issuer: TrustedIssuer): string | null {
  if (issuer.tenantClaim === undefined) return defaultTenant;
  return tenant.safeParse(claimAt(claims, issuer.tenantClaim)).data ?? null;
}
