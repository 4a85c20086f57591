import * as z from "zod/mini";
import type { RolesOfCaller } from "../account/enforcement.ts";
import type { Instant } from "../account/instant.ts";
import { orElse } from "../account/rules.ts";
import type { TrustedIssuer } from "../settings/issuer.ts";
import { defaultTenant, mayNameTenant } from "../settings/issuer-tenants.ts";
import type { Caller } from "./caller.ts";
import {
  type FindKey,
  isRefused,
  refuseToken,
  type RefusedToken,
  type TokenFault,
  isInFuture,
  verifyJwt,
} from "./verify-jwt.ts";
import { serviceTenant } from "../ports/vault.ts";

/** Text that survives UTF-8: two different lone surrogates would become the same bytes, hence the same user. */
const text = (longest: number) =>
  z.string().check(
    z.minLength(1),
    z.maxLength(longest),
    z.refine((value) => value.isWellFormed()),
  );

/** Seconds since the epoch; JSON's 1e999 is Infinity, and what no `Date` can hold is no date. */
export const numericDate = z.number().check(z.minimum(0), z.maximum(8.64e12));

export const subject = text(255);
export const tenant = text(128).check(z.refine((name) => name !== serviceTenant));
const audience = z.union([
  z.pipe(
    z.string(),
    z.transform((one) => [one]),
  ),
  z.array(z.string()),
]);

/**
 * A claim by its path: names joined by dots, each of which may hold dots itself (a URL, a client id).
 * At every level the longest name that is there is taken; a number picks from a list.
 */
function claimAt(claims: unknown, path: string): unknown {
  let value = claims;
  let names = path.split(".");
  while (names.length > 0) {
    const taken = longestName(value, names);
    if (taken === 0) return undefined;
    value = ownValue(value, names.slice(0, taken).join("."));
    names = names.slice(taken);
  }
  return value;
}

/** How many of the names together are one that the value has. */
const longestName = (value: unknown, names: readonly string[]): number =>
  names.findLastIndex((_, last) => ownValue(value, names.slice(0, last + 1).join(".")) !== undefined) + 1;

/** As JSON wrote it: the entries of a list, but not its length. */
function ownValue(value: unknown, name: string): unknown {
  const own = typeof value === "object" && value !== null && Object.getOwnPropertyDescriptor(value, name);
  return own && own.enumerable ? own.value : undefined;
}

const isText = (value: unknown): value is string => typeof value === "string";

/** Roles come as a list of texts or of objects with a name, as an object's keys, or in one text. */
function rolesIn(claims: unknown, { rolesClaim, adminRole, operatorRole }: TrustedIssuer): readonly string[] {
  if (rolesClaim === undefined) return [];
  const roles = claimAt(claims, rolesClaim);
  if (isText(roles))
    return roles === adminRole || roles === operatorRole ? [roles] : roles.split(" ").filter((role) => role !== "");
  if (Array.isArray(roles))
    return roles
      .flatMap((role: unknown) => [role, ownValue(role, "name")].filter(isText))
      .filter((role) => role !== "");
  return typeof roles === "object" && roles !== null ? Object.keys(roles) : [];
}

/** The roles as a policy may name them: a text stands for itself too. Null: the token does not say. */
function namedRoles(claims: unknown, issuer: TrustedIssuer, roles: readonly string[]): RolesOfCaller {
  const claimed = issuer.rolesClaim === undefined ? undefined : claimAt(claims, issuer.rolesClaim);
  const isThere = isText(claimed) || (typeof claimed === "object" && claimed !== null);
  const whole = isText(claimed) && claimed !== "" ? [claimed] : [];
  const named = isThere ? [...new Set([...whole, ...roles])] : null;
  return { named, isStaff: isStaff(roles, issuer) };
}

/** Roles that act on other users, whichever app they are used from. */
export const isStaff = (roles: readonly string[], { adminRole, operatorRole }: TrustedIssuer): boolean =>
  roles.some((role) => role === adminRole || role === operatorRole);

/** Powers that the roles grant under today's settings, in a token issued for these apps. */
export const powersOf = (
  roles: readonly string[],
  apps: readonly string[],
  { adminRole, operatorRole, admins, adminFor }: TrustedIssuer,
) => {
  const isForAdmins = apps.some((app) => adminFor.includes(app));
  return {
    isAdmin: isForAdmins && admins && roles.some((role) => role === adminRole),
    isOperator: isForAdmins && roles.some((role) => role === operatorRole),
  };
};

/** A time that a claim tells: absent and unreadable are not the same. */
export type ClaimedTime = Instant | "absent" | "unreadable";

/** Seconds of the year 5138: a greater number counts milliseconds. */
const latestSeconds = 1e11;

/** OpenID Connect Core section 2: `auth_time` is a number of seconds. */
function secondsTime(value: unknown): ClaimedTime {
  if (value === undefined) return "absent";
  return typeof value === "number" && value >= 0 && value < latestSeconds ? value * 1000 : "unreadable";
}

/** A claim of the issuer's own may hold seconds, digits as text, or ISO 8601. */
function anyTime(value: unknown): ClaimedTime {
  if (!isText(value)) return secondsTime(value);
  if (/^\d{1,11}$/.test(value)) return secondsTime(Number(value));
  const iso = z.iso.datetime({ offset: true }).safeParse(value).success ? Date.parse(value) : Number.NaN;
  return Number.isNaN(iso) || iso < 0 ? "unreadable" : iso;
}

/** A text of the token that is passed on as it is; null: the token has none. */
const passedOn = (check: z.core.$ZodCheck<string>) =>
  orElse(z.nullable(z.string().check(z.maxLength(320), check)), () => null);
/** One mailbox, as RFC 5321 section 4.1.2 writes it without quotes; anything else reaches nobody. */
const address = passedOn(z.regex(/^[^\s\p{C}"(),:;<>@[\\\]]+@[^\s\p{C}"(),:;<>@\\]+$/u));

const claimsSchema = z.object({
  exp: numericDate,
  iat: z.optional(numericDate),
  email: address,
  preferred_username: passedOn(z.minLength(1)),
});

/** Caller who signed in at a trusted issuer. Throws `KeysUnavailable`. */
export async function callerOfFirstFactor(
  token: string,
  issuer: TrustedIssuer,
  keys: FindKey,
  now: Instant,
): Promise<Caller | RefusedToken> {
  const jwt = await verifyJwt(token, keys, { ...issuer, audience: null }, now);
  if (isRefused(jwt)) return jwt;
  // OpenID Connect Back-Channel Logout section 2.4: a logout token has `events`.
  if (namesAnotherKind(jwt.header["typ"]) || jwt.claims["events"] !== undefined) return refuseToken("kind");

  const apps = appsOf(jwt.claims, issuer);
  if (apps.length === 0) return refuseToken("audience");
  const claims = claimsSchema.safeParse(jwt.claims).data;
  if (claims === undefined) return refuseToken("claims");
  if (claims.exp - (claims.iat ?? Math.floor(now / 1000)) > issuer.maxTokenSeconds) return refuseToken("lifetime");
  const user = subject.safeParse(claimAt(jwt.claims, issuer.subjectClaim ?? "sub")).data;
  if (user === undefined) return refuseToken("subject");
  const organisation = tenantIn(jwt.claims, issuer);
  if (typeof organisation !== "string") return refuseToken(organisation.fault);

  const claimedAt = passwordTime(jwt.claims, issuer);
  if (typeof claimedAt === "number" && isInFuture(claimedAt / 1000, now)) return refuseToken("not_yet_valid");
  const madeAt = claims.iat === undefined ? null : claims.iat * 1000;
  const roles = rolesIn(jwt.claims, issuer);
  return {
    kind: "first-factor",
    tenant: organisation,
    issuerId: issuer.id,
    subject: user,
    audience: apps,
    app: appOf(jwt.claims, apps, issuer),
    passwordAt:
      typeof claimedAt === "number" ? claimedAt : claimedAt === "absent" && issuer.authTimeFromIat ? madeAt : null,
    firstEnrollmentAt: claimedAt === "absent" && issuer.firstEnrollmentFromIat ? madeAt : null,
    passwordChangedAt: changeOfPassword(jwt.claims, issuer),
    roles,
    namedRoles: namedRoles(jwt.claims, issuer, roles),
    ...powersOf(roles, apps, issuer),
    email: isUnverified(jwt.claims["email_verified"]) ? null : claims.email,
    emailVerified: isVerified(jwt.claims["email_verified"]),
    username: claims.preferred_username,
    party: issuer.webauthn ?? null,
    secondFactor: null,
  };
}

/**
 * RFC 8725 section 3.11: a token that names its kind is taken for nothing else, so a logout token or one of our assertions is no sign-in.
 * Access tokens (RFC 9068) name theirs, some issuers with a word of their own before it. RFC 7515 section 4.1.9: case and `application/` do not count.
 */
const namesAnotherKind = (typ: unknown): boolean =>
  typ !== undefined && (typeof typ !== "string" || !/^(?:application\/)?(?:jwt|(?:[\w.-]+-)?at\+jwt)$/i.test(typ));

/** The issuer's apps that the token is for. Some providers' access tokens name theirs elsewhere than in `aud`. */
function appsOf(claims: Readonly<Record<string, unknown>>, issuer: TrustedIssuer): readonly string[] {
  const { audienceClaim } = issuer;
  const isElsewhere = claims["aud"] === undefined && audienceClaim !== undefined;
  const value = isElsewhere ? claimAt(claims, audienceClaim) : claims["aud"];
  const named = audience.safeParse(value).data;
  return issuer.audience.filter((app) => named?.includes(app));
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

const passwordTime = (claims: Readonly<Record<string, unknown>>, { authTimeClaim }: TrustedIssuer): ClaimedTime =>
  authTimeClaim === undefined ? secondsTime(claims["auth_time"]) : anyTime(claimAt(claims, authTimeClaim));

function changeOfPassword(claims: unknown, { passwordChangedClaim }: TrustedIssuer): Instant | null {
  const changedAt = passwordChangedClaim === undefined ? null : anyTime(claimAt(claims, passwordChangedClaim));
  return typeof changedAt === "number" ? changedAt : null;
}

/** OpenID Connect Core section 5.1 has a boolean; some issuers write it as text. */
const isUnverified = (emailVerified: unknown): boolean => emailVerified === false || emailVerified === "false";
const isVerified = (emailVerified: unknown): boolean => emailVerified === true || emailVerified === "true";
