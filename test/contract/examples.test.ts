import { readFileSync } from "node:fs";
import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient } from "../../client/src/index.ts";
import { firstFactorToken } from "../../docs/examples/first-factor-token.ts";
import { assertionVerifier } from "../../docs/examples/verify-assertion.ts";
import { type LocalService, startLocalService } from "../../local/service.ts";
import { issuerSchema } from "../../shared/settings/issuer.ts";

/** The README's code, run against the real service. */

const entry = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../../docs/examples/${name}`, import.meta.url), "utf8")) as Record<string, unknown>;

const { publicKey, privateKey } = await generateKeyPair("ES256");
const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: "login-1" }] };
const { jwksUri: _fetched, ...ownLogin } = entry("own-login.issuer.json");
const own = { subject: "42", tenant: "acme", idp: "login" };
const ada = { id: "42", email: "ada@example.com", tenant: "acme" };

describe("an app connected as the README shows", () => {
  let service: LocalService;
  beforeAll(async () => {
    const issuers = [issuerSchema.parse({ ...ownLogin, jwks })];
    service = await startLocalService({ issuers, variables: { LOG_LEVEL: "SILENT" } });
  });
  afterAll(async () => service.stop());

  const token = async () => firstFactorToken(ada, new Date(), privateKey);
  const client = () => createClient({ baseUrl: service.url, token });
  /** Ada's password and a code that was sent to her. */
  async function assertion(): Promise<string> {
    const { data } = await client().enrollFactor({ type: "sms", phoneNumber: "+41791234567" });
    const code = /^\d{6}/.exec(service.outbox.messages[0]?.body ?? "")?.[0] ?? "";
    const confirmed = await client().confirmFactor({ factorId: data?.factor.id ?? "", code });
    return confirmed.data !== undefined && "assertion" in confirmed.data ? confirmed.data.assertion : "";
  }
  const verifier = (app = "my-app", isNew = true) =>
    assertionVerifier(service.url, app, { remember: () => Promise.resolve(isNew) });

  it("refuses an assertion of the password alone", async () => {
    const { data } = await client().login();
    if (data?.decision !== "allow") throw new Error(data?.decision);
    await expect(verifier()(data.assertion, own)).rejects.toMatchObject({ reason: "second_factor_missing" });
  });

  describe("with the assertion that it gets for a code", () => {
    let good = "";
    beforeAll(async () => {
      good = await assertion();
    });

    it("lets the user in", async () => {
      await expect(verifier()(good, own)).resolves.toMatchObject({ sub: "42", tenant: "acme", idp: "login" });
    });

    it("refuses an assertion of another user", async () => {
      await expect(verifier()(good, { ...own, subject: "43" })).rejects.toMatchObject({ reason: "wrong_subject" });
    });

    it("refuses an assertion made for another app", async () => {
      await expect(verifier("other-app")(good, own)).rejects.toMatchObject({ reason: "wrong_audience" });
    });

    it("refuses an assertion that it has seen before", async () => {
      await expect(verifier("my-app", false)(good, own)).rejects.toMatchObject({ reason: "replayed" });
    });
  });

  it("does not take the first-factor token for an assertion", async () => {
    await expect(verifier()(await token(), own)).rejects.toMatchObject({ name: "AssertionRefused" });
  });
});

it("the README's entries for trusted issuers are accepted by the settings", () => {
  expect(issuerSchema.parse(entry("own-login.issuer.json"))).toMatchObject({ tenantClaim: "tenant" });
  expect(issuerSchema.parse(entry("oidc.issuer.json"))).toMatchObject({ adminRole: "admins" });
});
