import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify, type JWTVerifyOptions } from "jose";
import { describe, expect, test } from "vitest";
import { world } from "../harness/world.ts";

/** Story 16: every login ends in one signed assertion, which a client app verifies offline and cannot mistake for anything else. */
const { service, organisation } = world({ issuer: "bank" });

/** As a client app does it. */
const verifyOffline = async (assertion: unknown, changed: JWTVerifyOptions = {}) => {
  const keys = createRemoteJWKSet(new URL(`${service.local.url}/.well-known/jwks.json`));
  return jwtVerify(String(assertion), keys, {
    issuer: service.local.url,
    audience: "shop",
    typ: "mfa-assertion+jwt",
    algorithms: ["ES256"],
    currentDate: new Date(service.clock.now()),
    ...changed,
  });
};

test("it says who, for whom, how and when", async () => {
  const ada = organisation.person("ada", { roles: ["reader"] });
  await ada.hasTotp();
  const passwordAt = Math.floor(service.clock.now() / 1000);
  const { body } = await ada.verify(ada.totpCode());
  const { payload, protectedHeader } = await verifyOffline(body["assertion"]);
  expect(protectedHeader).toEqual({ alg: "ES256", typ: "mfa-assertion+jwt", kid: expect.any(String) });
  expect(payload).toEqual({
    iss: service.local.url,
    aud: "shop",
    sub: "ada",
    tenant: "acme",
    idp: "bank",
    iat: passwordAt,
    exp: passwordAt + 300,
    auth_time: passwordAt,
    jti: expect.stringMatching(/^[\w-]{22}$/),
    amr: ["pwd", "otp", "mfa"],
    acr: "urn:countersign:2fa",
    factor: "totp",
    factorId: ada.totpFactorId,
  });
  expect(body["expiresAt"]).toBe(new Date((passwordAt + 300) * 1000).toISOString());
});

describe("it says how the second step was done", () => {
  const ben = organisation.person("ben");

  test("not at all", async () => {
    const { body } = await ben.withPassword("POST", "/v1/login");
    const { payload } = await verifyOffline(body["assertion"]);
    expect(payload).toMatchObject({ amr: ["pwd"], acr: "urn:countersign:1fa" });
    expect(payload).not.toHaveProperty("factor");
  });

  test("by confirming the first factor", async () => {
    await ben.hasSms("+41791234501");
    expect((await verifyOffline(ben.assertion)).payload).toMatchObject({ acr: "urn:countersign:2fa", factor: "sms" });
  });

  test("by SMS", async () => {
    const { body } = await ben.loginWithSms();
    expect((await verifyOffline(body["assertion"])).payload).toMatchObject({
      amr: ["pwd", "sms", "mfa"],
      factor: "sms",
    });
  });

  test("by a backup code", async () => {
    const { body } = await ben.verify(String(ben.backupCodes[0]));
    expect((await verifyOffline(body["assertion"])).payload).toMatchObject({
      acr: "urn:countersign:2fa",
      factor: "backup_code",
    });
  });
});

test("it is for the client app that the password's token was for, and for no other", async () => {
  const cleo = organisation.person("cleo", { aud: ["bank", "elsewhere"] });
  const { body } = await cleo.withPassword("POST", "/v1/login");
  expect(decodeJwt(String(body["assertion"])).aud).toBe("bank");
  await expect(verifyOffline(body["assertion"])).rejects.toThrow(/aud/);
  await expect(verifyOffline(body["assertion"], { audience: "bank" })).resolves.toBeDefined();
});

test("a changed one, an expired one and a first-factor token are refused", async () => {
  const dora = organisation.person("dora");
  const { body } = await dora.withPassword("POST", "/v1/login");
  const [head = "", claims = "", signature = ""] = String(body["assertion"]).split(".");
  const forged = Buffer.from(Buffer.from(claims, "base64url").toString().replace("1fa", "2fa")).toString("base64url");
  await expect(verifyOffline(`${head}.${forged}.${signature}`)).rejects.toThrow(/signature/);
  await expect(verifyOffline(await dora.passwordToken())).rejects.toThrow();
  service.clock.forward(300);
  await expect(verifyOffline(body["assertion"])).rejects.toThrow(/exp/);
});

test("each has its own id, and its key is published without its private half", async () => {
  const emil = organisation.person("emil");
  const [one, other] = [await emil.withPassword("POST", "/v1/login"), await emil.withPassword("POST", "/v1/login")];
  const ids = [one, other].map(({ body }) => decodeJwt(String(body["assertion"])).jti);
  expect(new Set(ids).size).toBe(2);
  const { body } = await service.call("GET", "/.well-known/jwks.json");
  const kids = body["keys"].map(({ kid }: { kid: string }) => kid);
  expect(kids).toContain(decodeProtectedHeader(String(one.body["assertion"])).kid);
  for (const key of body["keys"]) {
    expect(key).toMatchObject({ kty: "EC", crv: "P-256", alg: "ES256", use: "sig" });
    expect(key).not.toHaveProperty("d");
  }
});

test("it cannot be exchanged for another: only the login's own token begins a login", async () => {
  const finn = organisation.person("finn");
  const first = await finn.withPassword("POST", "/v1/login");
  const again = await service.call("POST", "/v1/login", { token: first.body["assertion"] });
  expect(again.body["code"]).toBe("unauthenticated");
});
