import { describe, expect, test } from "vitest";
import { world } from "../harness/world.ts";

/** Stories 12 to 14: an organisation requires 2FA of everybody, by SMS after the password, to a number that the user gives at the first login. */
const { service, organisationOf } = world({ issuer: "cloud" });

describe("required", () => {
  const organisation = organisationOf("strict");
  const neighbour = organisationOf("free");

  test("it binds every user of the organisation, and nobody of another", async () => {
    const early = organisation.person("early");
    await early.hasTotp();
    const none = organisation.person("none");
    expect((await none.withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
    await organisation.setPolicy({ required: true });

    expect((await none.withPassword("POST", "/v1/login")).body["decision"]).toBe("enroll");
    expect((await early.withPassword("POST", "/v1/login")).body["decision"]).toBe("challenge");
    expect((await neighbour.person("none").withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
  });

  test("nobody can opt out, but a second factor can go while one is left", async () => {
    const ada = organisation.person("ada");
    await ada.hasTotp();
    const first = ada.totpFactorId;
    expect((await ada.withAccess("GET", "/v1/factors")).body).toMatchObject({
      required: true,
      canDisable: false,
      enabled: true,
    });
    for (const path of ["/v1/factors", `/v1/factors/${first}`])
      expect(await ada.withAccess("DELETE", path)).toMatchObject({
        status: 403,
        body: { code: "two_factor_required" },
      });
    await ada.hasTotp();
    expect((await ada.withAccess("DELETE", `/v1/factors/${first}`)).status).toBe(204);
    expect((await ada.withAccess("DELETE", `/v1/factors/${ada.totpFactorId}`)).body["code"]).toBe(
      "two_factor_required",
    );
    expect((await ada.loginWithTotp()).status).toBe(200);
  });

  test("only the types of the policy can be set up", async () => {
    const ben = organisation.person("ben");
    await ben.enrollTotp();
    await organisation.setPolicy({ factorTypes: ["sms"] });
    expect((await ben.withPassword("POST", "/v1/login")).body["enrollment"].factorTypes).toEqual(["sms"]);
    expect((await ben.enrollTotp()).body["code"]).toBe("factor_type_not_allowed");
    const pending = await ben.confirm(ben.totpFactorId, ben.totpCode());
    expect(pending).toMatchObject({ status: 403, body: { code: "factor_type_not_allowed" } });
    await organisation.setPolicy({ factorTypes: ["totp", "sms"] });
  });
});

test("what an admin reads of the policy can be written back, field by field or as a whole, but only on top of what was read", async () => {
  const organisation = organisationOf("policies");
  const { body: first } = await organisation.asAdmin("GET", "/v1/admin/policy");
  expect(first).toMatchObject({
    required: false,
    factorTypes: ["totp", "sms"],
    phoneRegistration: "self",
    issuerName: "Countersign",
    recoveryHelp: null,
    version: 0,
  });
  expect(first["smsCountries"]).toEqual(expect.arrayContaining(["CH", "DE", "US"]));
  const whole = await organisation.asAdmin("PUT", "/v1/admin/policy", { ...first, required: true });
  expect(whole.body).toEqual({
    ...first,
    required: true,
    enforcement: "on",
    bindsFrom: expect.any(String),
    changedAt: expect.any(String),
    changedBy: { role: "admin", ref: expect.stringMatching(/^usr_/), name: "the-admin" },
    version: 1,
  });
  const part = await organisation.asAdmin("PUT", "/v1/admin/policy", { recoveryHelp: "Ask the desk", version: 1 });
  expect(part.body).toEqual({ ...whole.body, changedAt: expect.any(String), recoveryHelp: "Ask the desk", version: 2 });
  expect((await organisation.asAdmin("PUT", "/v1/admin/policy", { ...first })).body["code"]).toBe("version_conflict");
  expect((await organisation.asAdmin("GET", "/v1/admin/policy")).body).toEqual(part.body);
});

describe("an SMS after the password", () => {
  const organisation = organisationOf("by-sms");

  test("self-registration: the first login asks for the number, and confirming it completes the login", async () => {
    await organisation.setPolicy({ required: true });
    const cleo = organisation.person("cleo");
    expect((await cleo.withPassword("POST", "/v1/login")).body["enrollment"]).toMatchObject({
      phoneRegistration: "self",
      preRegisteredPhone: null,
    });
    const enrolled = await cleo.withPassword("POST", "/v1/factors", {
      body: { type: "sms", phoneNumber: "0041 79 123-45-01" },
    });
    expect(enrolled).toMatchObject({
      status: 201,
      body: { notice: "sms_restricted", factor: { status: "pending", phoneNumber: "+41 ••• •• •• 01" } },
    });
    const confirmed = await cleo.confirm(enrolled.body["factor"].id, service.lastSmsCode("+41791234501"));
    expect(confirmed.body["backupCodes"]).toHaveLength(10);
    expect(confirmed.body["assertion"]).toMatch(/^eyJ/);
  });

  test("it goes out by itself, once, and an expired code is replaced by asking for a new one", async () => {
    const dora = organisation.person("dora");
    await dora.hasSms("+41791234502");
    const sentBefore = service.local.outbox.messages.length;
    const first = await dora.withPassword("POST", "/v1/login");
    const again = await dora.withPassword("POST", "/v1/login");
    expect(again.body["challenge"]).toEqual(first.body["challenge"]);
    expect(service.local.outbox.messages).toHaveLength(sentBefore + 1);

    service.clock.forward(301);
    const old = service.lastSmsCode("+41791234502");
    expect((await dora.verify(old, first.body["challenge"].id)).body["code"]).toBe("challenge_expired");
    const resent = await dora.withPassword("POST", "/v1/login/sms");
    expect(resent.status).toBe(202);
    expect((await dora.verify(service.lastSmsCode("+41791234502"), resent.body["challenge"].id)).status).toBe(200);
  });

  test("a new code kills the old one, even while that would still live", async () => {
    const emil = organisation.person("emil");
    await emil.hasSms("+41791234503");
    const first = await emil.withPassword("POST", "/v1/login");
    const old = service.lastSmsCode("+41791234503");
    const early = await emil.withPassword("POST", "/v1/login/sms");
    expect(early).toMatchObject({ status: 429, body: { code: "sms_limit_reached", retryAfter: 30 } });
    expect(early.headers.get("retry-after")).toBe("30");
    service.clock.forward(30);
    const resent = await emil.withPassword("POST", "/v1/login/sms", { body: { factorId: emil.smsFactorId } });
    expect(resent.body["challenge"]).toMatchObject({ resendAfter: 60, sentTo: "+41 ••• •• •• 03" });
    expect(resent.body["challenge"].id).not.toBe(first.body["challenge"].id);
    expect((await emil.verify(old, first.body["challenge"].id)).body["code"]).toBe("challenge_expired");
    expect((await emil.verify(service.lastSmsCode("+41791234503"), resent.body["challenge"].id)).status).toBe(200);
  });

  test.each([
    ["fr-CH, fr;q=0.9, en;q=0.8", /est votre code pour/],
    ["de-AT", /ist Ihr Code für/],
    ["rm, it;q=0.5", /è il tuo codice per/],
    ["es", /es su clave para/],
    ["ja", /is your .* code/],
  ])("it speaks the user's language: %s", async (language, words) => {
    const finn = organisation.person(`finn-${language}`);
    await finn.withPassword("POST", "/v1/factors", {
      body: { type: "sms", phoneNumber: "+41791234504" },
      headers: { "accept-language": language },
    });
    expect(service.local.outbox.messages[0]?.body).toMatch(/^\d{6} /);
    expect(service.local.outbox.messages[0]?.body).toMatch(words);
  });
});
