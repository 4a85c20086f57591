import type { JWTVerifyGetKey } from "jose";
import * as z from "zod";
import type { Instant } from "../account/instant.ts";
import type { TrustedIssuer } from "../settings/issuer.ts";
import { defaultTenant, mayNameTenant } from "../settings/issuer-tenants.ts";
import type { Caller } from "./caller.ts";
import {
  anyTime,
  audience,
  claimAt,
  numericDate,
  powersOf,
  rolesIn,
  secondsTime,
  subject,
  tenant,
  type ToldTime,
} from "./claims.ts";
import { isRefused, refuseToken, type RefusedToken, type TokenFault } from "./refused-token.ts";
import { isInFuture, verifyJwt } from "./verify-jwt.ts";

const name = z.string().min(1).max(320).nullable().catch(null);

const claimsSchema = z.object({
  exp: numericDate,
  iat: numericDate.optional(),
  email: name,
  preferred_username: name,
});

/** Who signed in at a trusted issuer. Throws `KeysUnavailable`. */
export async function callerOfFirstFactor(
  token: string,
  issuer: TrustedIssuer,
  keys: JWTVerifyGetKey,
  now: Instant,
): Promise<Caller | RefusedToken> {
  const jwt = await verifyJwt(token, keys, { ...issuer, audience: null }, now);
  if (isRefused(jwt)) return jwt;
  // OpenID Connect Back-Channel Logout section 2.4: a logout token has `events`.
  if (namesAnotherKind(jwt.header.typ) || jwt.claims["events"] !== undefined) return refuseToken("kind");

  const apps = appsOf(jwt.claims, issuer);
  if (apps.length === 0) return refuseToken("audience");
  const claims = claimsSchema.safeParse(jwt.claims).data;
  if (claims === undefined) return refuseToken("claims");
  if (claims.exp - (claims.iat ?? Math.floor(now / 1000)) > issuer.maxTokenSeconds) return refuseToken("lifetime");
  const user = subject.safeParse(claimAt(jwt.claims, issuer.subjectClaim ?? "sub")).data;
  if (user === undefined) return refuseToken("subject");
  const organisation = tenantIn(jwt.claims, issuer);
  if (typeof organisation !== "string") return refuseToken(organisation.fault);

  const toldAt = passwordTime(jwt.claims, issuer);
  if (typeof toldAt === "number" && isInFuture(toldAt / 1000, now)) return refuseToken("not_yet_valid");
  const madeAt = claims.iat === undefined ? null : claims.iat * 1000;
  const roles = rolesIn(jwt.claims, issuer);
  return {
    kind: "first-factor",
    tenant: organisation,
    issuerId: issuer.id,
    subject: user,
    audience: apps,
    app: appOf(jwt.claims, apps, issuer),
    passwordAt: typeof toldAt === "number" ? toldAt : toldAt === "absent" && issuer.authTimeFromIat ? madeAt : null,
    firstEnrollmentAt: toldAt === "absent" && issuer.firstEnrollmentFromIat ? madeAt : null,
    passwordChangedAt: changeOfPassword(jwt.claims, issuer),
    roles,
    ...powersOf(roles, apps, issuer),
    email: isUnverified(jwt.claims["email_verified"]) ? null : claims.email,
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

/** The issuer's apps that the token is for. Some providers' access tokens name theirs elsewhere than in `aud`. */
function appsOf(claims: Readonly<Record<string, unknown>>, issuer: TrustedIssuer): readonly string[] {
  const { audienceClaim } = issuer;
  const value = claims["aud"] ?? (audienceClaim === undefined ? undefined : claimAt(claims, audienceClaim));
  const named = audience.safeParse(value).data ?? [];
  return issuer.audience.filter((app) => named.includes(app));
}

/** OpenID Connect Core section 2: `azp` is the app that the token was issued to. */
function appOf(
  claims: Readonly<Record<string, unknown>>,
  apps: readonly string[],
  issuer: TrustedIssuer,
): string | null {
  const [only = null, ...others] = apps;
  return issuer.audience.find((app) => app === claims["azp"]) ?? (others.length === 0 ? only : null);
}

function tenantIn(claims: unknown, issuer: TrustedIssuer): string | { readonly fault: TokenFault } {
  if (issuer.tenantClaim === undefined) return issuer.tenant ?? defaultTenant;
  const value = claimAt(claims, issuer.tenantClaim);
  const one = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
  const named = tenant.safeParse(one).data;
  if (named === undefined) return { fault: "tenant_claim_missing" };
  return mayNameTenant(issuer, named) ? named : { fault: "tenant_not_allowed" };
}

const passwordTime = (claims: Readonly<Record<string, unknown>>, { authTimeClaim }: TrustedIssuer): ToldTime =>
  authTimeClaim === undefined ? secondsTime(claims["auth_time"]) : anyTime(claimAt(claims, authTimeClaim));

function changeOfPassword(claims: unknown, { passwordChangedClaim }: TrustedIssuer): Instant | null {
  const told = passwordChangedClaim === undefined ? "absent" : anyTime(claimAt(claims, passwordChangedClaim));
  return typeof told === "number" ? told : null;
}

const isUnverified = (told: unknown): boolean => told === false || told === "false";
