import { describe, expect, test } from "vitest";
import { TOTP, URI } from "otpauth";
import { world } from "../harness/world.ts";

/** Stories 5, 6 and 10: enabling and disabling ask for the password again; the key comes as a QR code and as text. */
const { service, issuer, organisation } = world({ issuer: "account", tenant: "account" });

describe("the password again", () => {
  test("enabling needs one entered at most 300 seconds ago", async () => {
    const ada = organisation.person("ada");
    const token = (age: number) =>
      issuer.token(service.clock, {
        sub: "ada",
        org: "account",
        auth_time: Math.floor(service.clock.now() / 1000) - age,
      });
    const stale = await ada.withPassword("POST", "/v1/factors", { token: token(301), body: { type: "totp" } });
    expect(stale).toMatchObject({ status: 401, body: { code: "insufficient_user_authentication" } });
    expect(stale.headers.get("www-authenticate")).toBe(
      'Bearer error="insufficient_user_authentication", max_age="300"',
    );
    const fresh = await ada.withPassword("POST", "/v1/factors", { token: token(300), body: { type: "totp" } });
    expect(fresh.status).toBe(201);
  });

  test("disabling needs the password and a code; an access token remembers when the password was entered", async () => {
    const ben = organisation.person("ben");
    await ben.hasTotp();
    const old = issuer.token(service.clock, {
      sub: "ben",
      org: "account",
      auth_time: Math.floor(service.clock.now() / 1000) - 290,
    });
    const verified = await ben.withPassword("POST", "/v1/login/verify", { token: old, body: { code: ben.totpCode() } });
    expect(verified.status).toBe(200);
    service.clock.forward(11);
    const refused = await ben.withAccess("DELETE", "/v1/factors", { token: verified.body["accessToken"] });
    expect(refused.headers.get("www-authenticate")).toBe(
      'Bearer error="insufficient_user_authentication", max_age="300"',
    );
    const neither = await ben.withAccess("DELETE", "/v1/factors", { token: old });
    expect(neither.headers.get("www-authenticate")).toBe(
      'Bearer error="insufficient_user_authentication", max_age="300", acr_values="urn:countersign:2fa"',
    );
    await ben.loginWithTotp();
    expect((await ben.withAccess("DELETE", "/v1/factors")).status).toBe(204);
    expect((await ben.withPassword("GET", "/v1/factors")).body["enabled"]).toBe(false);
  });
});

describe("the key", () => {
  test("of a user and an organisation with the longest names there are still fits a QR code", async () => {
    await organisation.setPolicy({ issuerName: "名".repeat(40) });
    for (const sub of ["用".repeat(255), "👩‍👩‍👧".repeat(31), "x".repeat(255)]) {
      const { status, body } = await organisation.person(sub).enrollTotp();
      expect(status).toBe(201);
      const fromLink = URI.parse(String(body["uri"]));
      expect(fromLink.label.length).toBeGreaterThan(10);
      expect(sub.startsWith(fromLink.label)).toBe(true);
    }
    await organisation.setPolicy({ issuerName: "Account" });
  });

  test("text, link and QR code say the same, with the organisation's name and the user's", async () => {
    const cleo = organisation.person("cleo", { email: "cleo@account.example" });
    await organisation.setPolicy({ issuerName: "Ünvest & Söhne" });
    const { body } = await cleo.enrollTotp();
    expect(body["secret"]).toMatch(/^[A-Z2-7]{32}$/);
    const fromLink = URI.parse(String(body["uri"]));
    expect(fromLink).toBeInstanceOf(TOTP);
    expect(fromLink).toMatchObject({
      issuer: "Ünvest & Söhne",
      label: "cleo@account.example",
      algorithm: "SHA1",
      digits: 6,
      period: 30,
    });
    expect(fromLink.secret.base32).toBe(body["secret"]);
    const [head, data = ""] = String(body["qrCode"]).split(",");
    expect(head).toBe("data:image/svg+xml;base64");
    expect(Buffer.from(data, "base64").toString()).toMatch(/^<svg[^]*<\/svg>$/);
    expect(body["factor"]).toMatchObject({ type: "totp", label: "Authenticator app", status: "pending" });
    expect(Date.parse(body["factor"].expiresAt) - service.clock.now()).toBe(600_000);
  });

  test("names the user's e-mail in a second app too, though the assertion that adds it carries none", async () => {
    const gwen = organisation.person("gwen", { email: "gwen@account.example" });
    await gwen.hasTotp();
    const { body } = await gwen.enrollTotp();
    expect(URI.parse(String(body["uri"])).label).toBe("gwen@account.example");
  });

  test("a wrong code does not confirm it; the right one completes the login, and the key is never shown again", async () => {
    const dora = organisation.person("dora");
    const { body: enrolled } = await dora.enrollTotp();
    expect((await dora.confirm(dora.totpFactorId, dora.wrongTotpCode())).body).toMatchObject({
      code: "invalid_code",
      attemptsRemaining: 4,
    });
    expect((await dora.withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
    const confirmed = await dora.confirm(dora.totpFactorId, dora.totpCode());
    expect(confirmed.body).toMatchObject({
      factor: { status: "active", preferred: true },
      assertion: expect.stringMatching(/^eyJ/),
    });
    const list = await dora.withAccess("GET", "/v1/factors");
    for (const { text } of [confirmed, list]) expect(text).not.toContain(enrolled["secret"]);
  });

  test("setting up again before confirming replaces the pending key; the first one is dead", async () => {
    const emil = organisation.person("emil");
    await emil.enrollTotp();
    const first = { id: emil.totpFactorId, code: emil.totpCode() };
    await emil.enrollTotp();
    expect((await emil.confirm(first.id, first.code)).body["code"]).toBe("factor_not_found");
    expect((await emil.confirm(emil.totpFactorId, emil.totpCode())).status).toBe(200);
  });

  test("nobody else can confirm it, and after ten minutes nobody can", async () => {
    const finn = organisation.person("finn");
    await finn.enrollTotp();
    const other = organisation.person("someone-else");
    const stolen = await other.withPassword("POST", `/v1/factors/${finn.totpFactorId}/confirm`, {
      body: { code: finn.totpCode() },
    });
    expect(stolen).toMatchObject({ status: 404, body: { code: "factor_not_found" } });
    service.clock.forward(600);
    const late = await finn.confirm(finn.totpFactorId, finn.totpCode());
    expect(late).toMatchObject({ status: 410, body: { code: "enrollment_expired" } });
  });
});
