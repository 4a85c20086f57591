import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { issuerSchema, type TrustedIssuer } from "../../shared/settings/issuer.ts";

export interface Issuer {
  readonly trusted: TrustedIssuer;
  /** A first-factor token with the password just entered, good for a day. */
  tokenFor(subject: string, now: number, roles?: readonly string[], organisation?: string): Promise<string>;
}

/** Signs with RS256, as most OIDC providers do. */
const algorithm = "RS256";
const issuer = "https://login.example.com";
const audience = "app";
const daySeconds = 86_400;
export const tenant = "acme";

export async function createIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm);
  const jwk = { ...(await exportJWK(publicKey)), kty: "RSA" as const, kid: "bench", alg: algorithm, use: "sig" };
  return {
    trusted: issuerSchema.parse({
      id: "bench",
      issuer,
      audience: [audience],
      jwks: { keys: [jwk] },
      algorithms: [algorithm],
      tenantClaim: "tenant",
      rolesClaim: "roles",
      adminRole: "admin",
    }),
    tokenFor: async (subject, now, roles = [], organisation = tenant) => {
      const seconds = Math.floor(now / 1000);
      return new SignJWT({ email: `${subject}@example.com`, tenant: organisation, roles, auth_time: seconds })
        .setProtectedHeader({ alg: algorithm, kid: "bench", typ: "JWT" })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + daySeconds)
        .sign(privateKey);
    },
  };
}
