import { defaultPasskeys, defaultRecovery } from "../../shared/account/policy-fields.ts";
import { announcement, defaultPolicy } from "../../shared/account/policy.ts";
import { describe, expect, test } from "vitest";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { runningService } from "../harness/running-service.ts";
import { world } from "../harness/world.ts";

/** A deployment that demands a second factor of every organisation, and sends SMS to two countries. */
const { service, issuer, organisationOf } = world({
  issuer: "cloud",
  variables: {
    POLICY_FLOOR: JSON.stringify({ required: true, factorTypes: ["totp", "sms"], voice: false, smsBudgetUsd: 100 }),
    SMS_COUNTRIES: "CH,DE",
  },
});
const url = "/v1/admin/policy";

describe("an organisation under a floor", () => {
  test("has the floor from its first login, without a policy of its own", async () => {
    const ada = organisationOf("brand-new").person("ada");
    expect((await ada.withPassword("POST", "/v1/login")).body["decision"]).toBe("enroll");
  });

  test("is answered what binds, and the floor", async () => {
    const { body } = await organisationOf("asking").asAdmin("GET", url);
    expect(body).toMatchObject({ required: true, smsCountries: ["CH", "DE"], warnings: [], version: 0 });
    expect(body["floor"]).toEqual({
      required: true,
      enforcement: "on",
      enforcementFrom: null,
      graceDays: 0,
      factorTypes: ["totp", "sms"],
      smsCountries: ["CH", "DE"],
      voice: false,
      smsBudgetUsd: 100,
    });
  });

  test.each([
    ["required", { required: false }, "This deployment requires a second factor of everybody"],
    ["smsCountries", { smsCountries: ["CH", "FR", "US"] }, "This deployment sends no SMS to FR, US"],
    ["graceDays", { graceDays: 1 }, "This deployment allows at most 0 days of grace"],
    [
      "enforcementFrom",
      { enforcementFrom: "2031-01-01T00:00:00Z" },
      "This deployment requires a second factor of everybody at once",
    ],
    ["voice", { voice: true }, "This deployment lets no call read codes out"],
    [
      "smsBudgetUsd",
      { smsBudgetUsd: null },
      "This deployment spends at most 100 USD a month on the SMS of an organisation",
    ],
  ])("cannot loosen %s below it", async (path, change, message) => {
    const refused = await organisationOf(`loose-${path}`).asAdmin("PUT", url, { ...change, version: 0 });
    expect(refused).toMatchObject({ status: 400, body: { code: "invalid_request", errors: [{ path, message }] } });
  });

  test("may send a whole answer back, read-only fields and all", async () => {
    const organisation = organisationOf("whole");
    const { body } = await organisation.asAdmin("GET", url);
    const readOnly = { floor: {}, warnings: [1], devicesFrom: "x", bindsFrom: null, changedAt: 1, changedBy: {} };
    const put = await organisation.asAdmin("PUT", url, { ...body, ...readOnly, smsCountries: ["DE"] });
    const { bindsFrom: _b, changedAt: _a, changedBy: _c, ...written } = body;
    expect(put).toMatchObject({ status: 200, body: { ...written, smsCountries: ["DE"], version: 1 } });
    expect((await organisation.asAdmin("GET", url)).body).toEqual(put.body);
  });

  test("is bound although its policy was written before", async () => {
    const organisation = organisationOf("old");
    const policy = {
      ...defaultPolicy({ smsCountries: [], appName: "Old" }),
      enforcement: "on" as const,
      enforcementFrom: service.clock.now() + 365 * 86_400_000,
      graceDays: 90,
      factorTypes: ["totp", "sms"] as const,
      passkeys: defaultPasskeys,
      phoneRegistration: "self" as const,
      smsCountries: ["CH", "FR"],
      issuerName: "Old",
      recoveryHelp: null,
      voice: true,
      smsBudgetUsd: null,
      trustedDevices: { days: 0 },
      resetApproval: "one" as const,
      devicesFrom: null,
      recovery: defaultRecovery,
      version: 1,
    };
    await service.local.services.policies.replace("old", policy, {
      id: "evt_written-before-the-floor",
      type: "policy.updated",
      at: service.clock.now(),
      actor: { role: "admin", ref: "usr_before" },
      data: announcement(policy),
    });
    expect((await organisation.asAdmin("GET", url)).body).toMatchObject({
      required: true,
      enforcementFrom: null,
      graceDays: 0,
      smsCountries: ["CH"],
      issuerName: "Old",
      voice: false,
      smsBudgetUsd: 100,
    });
    const ben = organisation.person("ben");
    expect((await ben.withPassword("POST", "/v1/login")).body["decision"]).toBe("enroll");
    const french = await ben.withPassword("POST", "/v1/factors", {
      body: { type: "sms", phoneNumber: "+33612345678" },
    });
    expect(french.body["code"]).toBe("country_not_allowed");
  });

  test("is warned that its login never says when the password was entered", async () => {
    const organisation = organisationOf("silent");
    const admin = await organisation.admin();
    await admin.loginWithTotp();
    expect((await admin.withAccess("GET", url)).body["warnings"]).toEqual([]);
    const claims = { sub: admin.email, org: "silent", roles: ["2fa-admin"], auth_time: undefined };
    const token = issuer.token(service.clock, claims);
    service.clock.forward(30);
    const verified = await service.call("POST", "/v1/login/verify", { token, body: { code: admin.totpCode() } });
    const { body } = await service.call("GET", url, { token: verified.body["accessToken"] });
    expect(body["warnings"]).toMatchObject([{ code: "password_time_unknown" }]);
  });
});

describe("a policy that names roles", () => {
  const shop = new Issuer("shop", { sharesTenants: ["social"] });
  const social = new Issuer("social", {
    rolesClaim: undefined,
    adminRole: undefined,
    operatorRole: undefined,
    tenants: ["acme"],
    sharesTenants: ["shop"],
  });
  const both = runningService({ issuers: [shop.settings, social.settings] });

  test.each([
    ["acme", ["roles_not_told"]],
    ["umbrella", []],
  ])("is warned of an issuer whose tokens tell none, if its users can be in %s", async (tenant, codes) => {
    const organisation = new Organisation(both, shop, tenant);
    await organisation.setPolicy({ requiredFor: { roles: ["finance"] } });
    const { body } = await organisation.asAdmin("GET", url);
    expect(body["warnings"]).toMatchObject(codes.map((code) => ({ code })));
  });
});
