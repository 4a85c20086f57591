import { randomBytes } from "node:crypto";
import { type CryptoKey, type JWTVerifyGetKey, SignJWT } from "jose";
import * as z from "zod";
import type { Settings } from "../settings/settings.ts";
import type { AssertedMethod, Assertion, Caller, SignAssertion } from "./caller.ts";
import { audience, numericDate, powersOf, subject, tenant } from "./claims.ts";
import { verifyJwt } from "./verify-jwt.ts";
import { type Instant, seconds } from "../account/instant.ts";

const assertionType = "mfa-assertion+jwt";
export const assertionAlgorithm = "ES256";
export const ownAudience = "countersign";
/** How long a password carries assertions on with codes alone. */
const passwordLife = seconds(12 * 60 * 60);

/** Authentication context classes: what the login amounted to. */
const acr = { oneFactor: "urn:countersign:1fa", twoFactors: "urn:countersign:2fa" } as const;

/** Authentication methods (RFC 8176, which has no value of its own for a backup code: `factor` tells). */
const amr = {
  totp: ["pwd", "otp", "mfa"],
  sms: ["pwd", "sms", "mfa"],
  backup_code: ["pwd", "otp", "mfa"],
} as const satisfies Record<NonNullable<AssertedMethod>, readonly string[]>;

const claimsSchema = z.object({
  iss: z.string(),
  aud: audience,
  sub: subject,
  tenant,
  idp: z.string(),
  iat: numericDate,
  exp: numericDate,
  auth_time: numericDate.optional(),
  jti: z.string(),
  amr: z.array(z.string()),
  acr: z.string(),
  factor: z.string().optional(),
  /** The factor that was used; none with a backup code. */
  factorId: z.string().optional(),
  roles: z.array(z.string()),
  /** The account's epoch: lets a reset end the assertions that came before it. */
  epoch: z.int().min(0),
});
type AssertionClaims = z.output<typeof claimsSchema>;

type IssuerSettings = Pick<Settings, "serviceIssuer" | "assertionSeconds" | "trustedIssuers">;

/** Signs without any I/O. */
export const signWith =
  (key: CryptoKey, kid: string, settings: IssuerSettings): SignAssertion =>
  async (what): Promise<Assertion> => {
    const claims = assertionClaims(what, settings);
    const assertion = await new SignJWT(claims)
      .setProtectedHeader({ alg: assertionAlgorithm, typ: assertionType, kid })
      .sign(key);
    return { assertion, expiresAt: claims.exp * 1000 };
  };

function assertionClaims(
  { caller, method, factorId, epoch, now }: Parameters<SignAssertion>[0],
  settings: IssuerSettings,
): AssertionClaims {
  const iat = Math.floor(now / 1000);
  return {
    iss: settings.serviceIssuer,
    aud: [...caller.audience, ownAudience],
    sub: caller.subject,
    tenant: caller.tenant,
    idp: caller.issuerId,
    iat,
    exp: Math.min(iat + settings.assertionSeconds, Math.floor(latestEnd(caller, method) / 1000)),
    ...(caller.passwordAt === null ? {} : { auth_time: Math.floor(caller.passwordAt / 1000) }),
    jti: randomBytes(16).toString("base64url"),
    ...(method === null
      ? { amr: ["pwd"], acr: acr.oneFactor }
      : { amr: [...amr[method]], acr: acr.twoFactors, factor: method }),
    ...(factorId === null ? {} : { factorId }),
    roles: [...caller.roles],
    epoch,
  };
}

/**
 * Until when what this caller gets may last. A chain of assertions has to come to an end (NIST SP 800-63B-4 section 2.2.3 asks for
 * an overall timeout), because only a first-factor token tells of a role withdrawn or a user locked out at the issuer.
 */
function latestEnd({ kind, passwordAt, expiresAt }: Caller, method: AssertedMethod): Instant {
  if (kind === "first-factor") return Infinity;
  // Without a new proof an assertion is not a reason for a longer-lived one.
  if (method === null || passwordAt === null) return expiresAt;
  return Math.max(passwordAt + passwordLife, expiresAt);
}

/** Who brings an assertion of ours. Null: it proves nothing. Throws `KeysUnavailable`. */
export async function callerOfAssertion(
  token: string,
  settings: IssuerSettings,
  keys: JWTVerifyGetKey,
  now: Instant,
): Promise<Caller | null> {
  const rules = {
    issuer: settings.serviceIssuer,
    audience: [ownAudience],
    algorithms: [assertionAlgorithm],
    typ: assertionType,
  };
  const jwt = await verifyJwt(token, keys, rules, now);
  const claims = claimsSchema.safeParse(jwt?.claims).data;
  const issuer = settings.trustedIssuers.find(({ id }) => id === claims?.idp);
  if (claims === undefined || issuer === undefined) return null;
  return {
    kind: "assertion",
    tenant: claims.tenant,
    issuerId: issuer.id,
    subject: claims.sub,
    audience: claims.aud.filter((app) => app !== ownAudience),
    passwordAt: claims.auth_time === undefined ? null : claims.auth_time * 1000,
    expiresAt: claims.exp * 1000,
    roles: claims.roles,
    ...powersOf(claims.roles, issuer),
    email: null,
    username: null,
    secondFactor:
      claims.acr === acr.twoFactors && claims.amr.includes("mfa")
        ? { epoch: claims.epoch, factorId: claims.factorId ?? null, assertionId: claims.jti }
        : null,
  };
}
