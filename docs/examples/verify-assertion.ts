import { createRemoteJWKSet, jwtVerify } from "jose";

/** Checks assertions in a client app; the keys are fetched once and kept. */
export function assertionVerifier(service: string, audience: string) {
  const keys = createRemoteJWKSet(new URL("/.well-known/jwks.json", service));
  const rules = { issuer: service, audience, algorithms: ["ES256"], typ: "mfa-assertion+jwt" };
  return async (assertion: string, expectedUser: string) => {
    const { payload } = await jwtVerify(assertion, keys, { ...rules, subject: expectedUser });
    return payload; // sub, tenant, amr, auth_time; acr is urn:countersign:2fa if a code was given
  };
}
