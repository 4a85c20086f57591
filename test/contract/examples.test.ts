import { readFileSync } from "node:fs";
import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstFactorToken } from "../../docs/examples/first-factor-token.ts";
import { assertionVerifier } from "../../docs/examples/verify-assertion.ts";
import { type LocalService, startLocalService } from "../../local/service.ts";
import { issuerSchema } from "../../shared/settings.ts";

/** The README's code, run against the real service. */

const entry = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../../docs/examples/${name}`, import.meta.url), "utf8")) as Record<string, unknown>;

const { publicKey, privateKey } = await generateKeyPair("ES256");
const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: "login-1" }] };
const { jwksUri: _fetched, ...ownLogin } = entry("own-login.issuer.json");
const ada = { id: "42", email: "ada@example.com", tenant: "acme" };

describe("an app connected as the README shows", () => {
  let service: LocalService;
  beforeAll(async () => {
    const issuers = [issuerSchema.parse({ ...ownLogin, jwks })];
    service = await startLocalService({ issuers, variables: { LOG_LEVEL: "SILENT" } });
  });
  afterAll(async () => service.stop());

  async function login(): Promise<{ token: string; assertion: string }> {
    const token = await firstFactorToken(ada, new Date(), privateKey);
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${service.url}/v1/login`, { method: "POST", headers });
    return { token, assertion: String(((await answer.json()) as { assertion: unknown }).assertion) };
  }

  it("signs a first-factor token and verifies the assertion that it gets for it", async () => {
    const { assertion } = await login();
    const claims = await assertionVerifier(service.url, "my-app")(assertion, "42");
    expect(claims).toMatchObject({ sub: "42", tenant: "acme", idp: "login", acr: "urn:countersign:1fa" });
  });

  it("refuses an assertion of another user", async () => {
    const { assertion } = await login();
    await expect(assertionVerifier(service.url, "my-app")(assertion, "43")).rejects.toThrow(/"sub"/);
  });

  it("refuses an assertion made for another app", async () => {
    const { assertion } = await login();
    await expect(assertionVerifier(service.url, "other-app")(assertion, "42")).rejects.toThrow(/"aud"/);
  });

  it("does not take the first-factor token for an assertion", async () => {
    const { token } = await login();
    await expect(assertionVerifier(service.url, "my-app")(token, "42")).rejects.toThrow(/key|typ|"iss"/);
  });
});

it("the README's entries for trusted issuers are accepted by the settings", () => {
  expect(issuerSchema.parse(entry("own-login.issuer.json"))).toMatchObject({ tenantClaim: "tenant" });
  expect(issuerSchema.parse(entry("oidc.issuer.json"))).toMatchObject({ adminRole: "admins" });
});
