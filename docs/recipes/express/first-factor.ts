import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";
import type { User } from "./user.ts";

/**
 * Says to Countersign whose password was right, and when. The key is made at each start: good for one process. With several, keep it
 * where the app keeps its secrets, and publish a new public key before signing with it.
 */
export async function firstFactor({ issuer, audience }: { readonly issuer: string; readonly audience: string }) {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return {
    audience,
    /** Key set that Countersign fetches from `jwksUri`. */
    jwks: { keys: [{ ...jwk, kid, alg: "ES256", use: "sig" }] },
    /** For one call, within a minute. `passwordAt` is the time of the password, however much later the call is made. */
    token: async ({ id, email, tenant }: User, passwordAt: Date): Promise<string> =>
      new SignJWT({ email, tenant, auth_time: Math.floor(passwordAt.getTime() / 1000) })
        .setProtectedHeader({ alg: "ES256", kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(id)
        .setIssuedAt()
        .setExpirationTime("60s")
        .sign(privateKey),
  };
}

export type FirstFactor = Awaited<ReturnType<typeof firstFactor>>;
