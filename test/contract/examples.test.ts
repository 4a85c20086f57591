import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstFactorToken } from "../../docs/examples/first-factor-token.ts";
import { assertionVerifier } from "../../docs/examples/verify-assertion.ts";
import { issuerSchema } from "../../shared/settings.ts";

/** The README's code, run. */

const issuerExample = (name: string) =>
  issuerSchema.parse(JSON.parse(readFileSync(new URL(`../../docs/examples/${name}`, import.meta.url), "utf8")));
const keys = await generateKeyPair("ES256");
const publicJwk = { ...(await exportJWK(keys.publicKey)), kid: "k1" };

describe("a client app that verifies assertions as the README shows", () => {
  const server = createServer((_request, response) => response.end(JSON.stringify({ keys: [publicJwk] })));
  let service = "";
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    service = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const assertion = (changed: { typ?: string; audience?: string; expires?: string } = {}) =>
    new SignJWT({ acr: "urn:countersign:2fa" })
      .setProtectedHeader({ alg: "ES256", kid: "k1", typ: changed.typ ?? "mfa-assertion+jwt" })
      .setIssuer(service)
      .setAudience([changed.audience ?? "my-app", "countersign"])
      .setSubject("ada")
      .setIssuedAt()
      .setExpirationTime(changed.expires ?? "5m")
      .sign(keys.privateKey);

  it("learns who signed in and how", async () => {
    const verify = assertionVerifier(service, "my-app");
    expect(await verify(await assertion(), "ada")).toMatchObject({ sub: "ada", acr: "urn:countersign:2fa" });
  });

  it.each([
    ["made for another app", { audience: "other-app" }, "ada"],
    ["that is a token of another kind", { typ: "JWT" }, "ada"],
    ["that has expired", { expires: "-1m" }, "ada"],
    ["of another user", {}, "eve"],
  ])("refuses an assertion %s", async (_name, changed, user) => {
    const verify = assertionVerifier(service, "my-app");
    await expect(verify(await assertion(changed), user)).rejects.toThrow(/claim|typ/);
  });
});

describe("a login that signs first-factor tokens as the README shows", () => {
  it("makes what its entry among the trusted issuers describes", async () => {
    const entry = issuerExample("own-login.issuer.json");
    const passwordAt = new Date("2026-01-02T03:04:05.678Z");
    const token = await firstFactorToken(
      { id: "42", email: "ada@example.com", tenant: "acme" },
      passwordAt,
      keys.privateKey,
    );
    const { payload } = await jwtVerify(token, createLocalJWKSet({ keys: [{ ...publicJwk, kid: "login-1" }] }), {
      issuer: entry.issuer,
      audience: [...entry.audience],
      algorithms: entry.algorithms,
      maxTokenAge: "60s",
    });
    expect(payload).toMatchObject({ sub: "42", [entry.tenantClaim ?? ""]: "acme", auth_time: 1_767_323_045 });
  });

  it("has an entry for an OIDC provider that the settings accept", () => {
    expect(issuerExample("oidc.issuer.json")).toMatchObject({ authTimeFromIat: false, adminRole: "admins" });
  });
});
