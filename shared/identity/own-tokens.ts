import { type KeyObject, randomBytes } from "node:crypto";
import * as z from "zod/mini";
import type { RolesOfCaller } from "../account/enforcement.ts";
import type { Instant } from "../account/instant.ts";
import { kinds } from "../account/kinds.ts";
import type { Settings } from "../settings/settings.ts";
import type { Caller, Login, ProvenMethod, SignedTokens, SignTokens } from "./caller.ts";
import { isStaff, numericDate, powersOf, subject, tenant } from "./first-factor-token.ts";
import { type FindKey, isRefused, type RefusedToken, refuseToken, signJws, verifyJwt } from "./verify-jwt.ts";
import { signingAlgorithm } from "./signing-key.ts";

const assertionType = "mfa-assertion+jwt";
/** RFC 9068 section 2.1. */
const accessTokenType = "at+jwt";

/** Authentication context classes: what the login amounted to. */
const acr = {
  oneFactor: "urn:countersign:1fa",
  twoFactors: "urn:countersign:2fa",
  /** Not a second factor (NIST SP 800-63B-4 section 3.2.1): an app that does not know it takes it for neither. */
  remembered: "urn:countersign:remembered",
} as const;

/** Authentication methods (RFC 8176, which has no value of its own for a backup code: `factor` tells). */
const amr = {
  totp: kinds.totp.amr,
  sms: kinds.sms.amr,
  passkey: kinds.passkey.amr,
  backup_code: ["pwd", "otp", "mfa"],
  bypass_code: ["pwd", "otp", "mfa"],
} as const satisfies Record<ProvenMethod, readonly string[]>;

/** A code that was read out (RFC 8176: `tel`). */
const amrOfCall = ["pwd", "tel", "mfa"] as const;

/** A backup code is no factor: only the access token says of which set it was. */
const isFactor = {
  totp: true,
  sms: true,
  passkey: true,
  backup_code: false,
  bypass_code: false,
} as const satisfies Record<ProvenMethod, boolean>;

/** A bypass code bridges a day and changes nothing: were it to bring an access token, it would be worth the account. */
const bringsAccessToken = {
  totp: true,
  sms: true,
  passkey: true,
  backup_code: true,
  bypass_code: false,
} as const satisfies Record<ProvenMethod, boolean>;

type TokenSettings = Pick<Settings, "serviceIssuer" | "assertionSeconds" | "accessTokenSeconds" | "trustedIssuers">;

/** Signs without any I/O: an assertion for the app, and for this API, if the app's logins may have one, an access token. */
export const signWith = (key: KeyObject, kid: string, settings: TokenSettings): SignTokens => {
  const sign = (typ: string, claims: Readonly<Record<string, unknown>>): string => signJws(key, { typ, kid }, claims);

  return async (login): Promise<SignedTokens> => {
    const issuer = settings.trustedIssuers.find(({ id }) => id === login.caller.issuerId);
    const mayBring = login.proof !== null && bringsAccessToken[login.proof.method];
    const proof = mayBring && issuer?.accessTokenFor.includes(login.app) ? login.proof : null;
    const iat = Math.floor(login.now / 1000);
    const ends = { assertion: iat + settings.assertionSeconds, accessToken: iat + settings.accessTokenSeconds };
    const [assertion, accessToken] = [
      sign(assertionType, {
        ...commonClaims(login, settings.serviceIssuer, ends.assertion),
        aud: login.app,
        ...(login.proof !== null && isFactor[login.proof.method] && { factorId: login.proof.factorId }),
        ...(login.proof !== null && phishingClaims(login.proof)),
        ...(issuer?.assertionRoles && { roles: [...login.caller.roles] }),
      }),
      proof === null || issuer === undefined
        ? null
        : sign(accessTokenType, {
            ...commonClaims(login, settings.serviceIssuer, ends.accessToken),
            aud: settings.serviceIssuer,
            client_id: login.app,
            factorId: proof.factorId,
            epoch: login.epoch,
            ...rolesAndName(login, issuer),
          }),
    ];
    const end = accessToken === null ? ends.assertion : Math.min(ends.assertion, ends.accessToken);
    return { assertion, accessToken, expiresAt: end * 1000 };
  };
};

/** `phr` is of EAP ACR Values 1.0, here as a claim of its own: `acr` tells apps one and the same for every second factor. */
const phishingClaims = ({ method, userVerified = false }: NonNullable<Login["proof"]>) =>
  resistsPhishing[method] ? { phr: true, uv: userVerified } : {};
const resistsPhishing = {
  totp: kinds.totp.isPhishingResistant,
  sms: kinds.sms.isPhishingResistant,
  passkey: kinds.passkey.isPhishingResistant,
  backup_code: false,
  bypass_code: false,
} as const satisfies Record<ProvenMethod, boolean>;

const commonClaims = ({ caller, proof, remembered = false, now }: Login, iss: string, exp: number) => ({
  iss,
  sub: caller.subject,
  tenant: caller.tenant,
  idp: caller.issuerId,
  iat: Math.floor(now / 1000),
  exp,
  jti: randomBytes(16).toString("base64url"),
  ...(caller.passwordAt === null ? {} : { auth_time: Math.floor(caller.passwordAt / 1000) }),
  ...(proof === null
    ? { amr: ["pwd"], acr: remembered ? acr.remembered : acr.oneFactor }
    : {
        amr: [...(proof.channel === undefined ? amr[proof.method] : amrOfCall)],
        acr: acr.twoFactors,
        factor: proof.method,
        // Absent in the token where it is undefined.
        channel: proof.channel,
      }),
});

/**
 * `named_roles`: those of the token that it is made from, for policies that ask for roles, where `roles` does not tell them all. A name
 * only of those who act on others, where it is not the subject.
 */
function rolesAndName({ caller, app }: Login, issuer: TokenSettings["trustedIssuers"][number]) {
  const roles = rolesOf(powersOf(caller.roles, [app], issuer), issuer);
  const { named } = caller.namedRoles;
  const name = caller.username ?? caller.email;
  return {
    roles,
    ...(named && !isSame(named, roles) && { named_roles: [...named] }),
    ...(roles.length > 0 && name !== null && name !== caller.subject && { preferred_username: name }),
  };
}

const isSame = (named: readonly string[], roles: readonly string[]): boolean =>
  roles.length > 0 && named.length === roles.length && named.every((role) => roles.includes(role));

/** The roles of an access token are those that the settings name, so that one which they name no more is seen. */
const rolesOf = (
  { isAdmin, isOperator }: ReturnType<typeof powersOf>,
  { adminRole, operatorRole }: TokenSettings["trustedIssuers"][number],
): readonly string[] =>
  [isAdmin ? adminRole : undefined, isOperator ? operatorRole : undefined].filter((role) => role !== undefined);

const claimsSchema = z.object({
  sub: subject,
  tenant,
  idp: z.string(),
  exp: numericDate,
  auth_time: z.optional(numericDate),
  jti: z.string().check(z.minLength(1)),
  amr: z.array(z.string()).check(z.refine((methods) => methods.includes("mfa"))),
  acr: z.literal(acr.twoFactors),
  client_id: z.string(),
  factor: z.string(),
  factorId: z.string().check(z.minLength(1)),
  epoch: z.int().check(z.minimum(0)),
  roles: z.array(z.string()),
  named_roles: z.optional(z.array(z.string())),
  preferred_username: z.optional(z.string()),
});

function namedIn(
  { roles, named_roles: all }: z.output<typeof claimsSchema>,
  issuer: TokenSettings["trustedIssuers"][number],
): RolesOfCaller {
  return { named: all ?? (roles.length > 0 ? roles : null), isStaff: isStaff(all ?? roles, issuer) };
}

/** Caller with an access token of this service. Throws `KeysUnavailable`. */
export async function callerOfAccessToken(
  token: string,
  settings: TokenSettings,
  keys: FindKey,
  now: Instant,
): Promise<Caller | RefusedToken> {
  const rules = {
    issuer: [settings.serviceIssuer],
    audience: [settings.serviceIssuer],
    algorithms: [signingAlgorithm],
    typ: accessTokenType,
    isOwn: true,
  } as const;
  const jwt = await verifyJwt(token, keys, rules, now);
  if (isRefused(jwt)) return jwt;
  const claims = claimsSchema.safeParse(jwt.claims).data;
  if (claims === undefined || jwt.claims["aud"] !== settings.serviceIssuer) return refuseToken("claims");
  const issuer = settings.trustedIssuers.find(({ id }) => id === claims.idp);
  const { client_id: app, roles } = claims;
  if (issuer === undefined || !issuer.accessTokenFor.includes(app)) return refuseToken("settings_changed");
  const powers = powersOf(roles, [app], issuer);
  if (!roles.every((role) => rolesOf(powers, issuer).includes(role))) return refuseToken("settings_changed");
  return {
    kind: "access-token",
    tenant: claims.tenant,
    issuerId: issuer.id,
    subject: claims.sub,
    audience: [app],
    app,
    passwordAt: claims.auth_time === undefined ? null : claims.auth_time * 1000,
    firstEnrollmentAt: null,
    passwordChangedAt: null,
    roles,
    namedRoles: namedIn(claims, issuer),
    ...powers,
    email: null,
    emailVerified: false,
    username: claims.preferred_username ?? null,
    party: issuer.webauthn ?? null,
    secondFactor: { epoch: claims.epoch, factorId: claims.factorId, tokenId: claims.jti, method: claims.factor },
  };
}
