import { describe, expect, it } from "vitest";
import { existsSync, readFileSync } from "node:fs";
import { requirements, serviceVersion } from "../../shared/contract/requirements.ts";
import { withPasskeys, world } from "../harness/world.ts";
import { itsOwnEnforcement } from "../harness/running-service.ts";

const { service, organisation } = world({
  ...withPasskeys,
  variables: { SMS_COUNTRIES: "CH,DE", SMS_PROVIDER: "notify", ...itsOwnEnforcement },
});
const posture = async () => (await organisation.asAdmin("GET", "/v1/admin/posture")).body;
const metIn = (body: Record<string, unknown>): Readonly<Record<string, boolean>> =>
  Object.fromEntries((body["requirements"] as { id: string; met: boolean }[]).map(({ id, met }) => [id, met]));

describe("the posture", () => {
  it("tells an admin of the organisation and of its requirements, and nothing of the service", async () => {
    const body = await posture();
    expect(body).not.toHaveProperty("service");
    expect(body["tenant"]).toMatchObject({
      enforcement: "off",
      phishingResistantOffered: true,
      sms: "allowed",
      trustedDevicesDays: 0,
    });
    expect(body["requirements"]).toHaveLength(requirements.length);
  });

  it("follows the policy: what is not met says why", async () => {
    expect(metIn(await posture())).toMatchObject({
      "ASVS-5.0-6.3.3": false,
      "ASVS-5.0-6.6.1": false,
      "NIST-63B-4-2.2.2": true,
    });
    await organisation.setPolicy({
      required: true,
      factorTypes: ["totp"],
      passkeys: { allowed: "off", userVerification: "preferred", downgrade: "allow" },
    });
    const body = await posture();
    expect(metIn(body)).toMatchObject({ "ASVS-5.0-6.3.3": true, "ASVS-5.0-6.6.1": true, "NIST-63B-4-2.2.2": false });
    expect(body["requirements"]).toContainEqual(
      expect.objectContaining({ id: "NIST-63B-4-2.2.2", why: "the policy allows no passkeys" }),
    );
  });

  it("an organisation whose only codes come by SMS offers nothing better to everybody", async () => {
    expect(metIn(await posture())).toMatchObject({ "NIST-63B-4-3.2.9": true });
    await organisation.setPolicy({ factorTypes: ["sms"] });
    expect(metIn(await posture())).toMatchObject({ "NIST-63B-4-3.2.9": false });
    await organisation.setPolicy({ factorTypes: ["totp"] });
  });

  it("tells operators the facts of the service, from settings and key records alone", async () => {
    const operator = organisation.person("operator", { roles: ["2fa-operator"] });
    await operator.hasTotp();
    await operator.loginWithTotp();
    const { status, body } = await operator.withAccess("GET", "/v1/admin/posture?tenant=umbrella");
    expect(status).toBe(200);
    expect(body["service"]).toMatchObject({
      version: serviceVersion,
      semantics: "single-region, fails closed",
      limits: { freeGuesses: 5, disableAfterGuesses: 20, dailyGuesses: 50, totpWindow: 1, smsCodeSeconds: 300 },
      keys: {
        signing: { kid: expect.any(String), next: expect.any(String) },
        data: { oldestDays: null, successorAfterDays: 365 },
      },
      sms: { provider: "notify", maxPriceUsd: "0.50", countriesDefault: ["CH", "DE"] },
      notices: "on",
    });
    const own = await operator.withAccess("GET", "/v1/admin/posture");
    expect(own.body["service"].keys.data.oldestDays).toBe(0);
    const published = (await service.call("GET", "/.well-known/jwks.json")).body["keys"].map(
      ({ kid }: { kid: string }) => kid,
    );
    expect(published).toContain(own.body["service"].keys.signing.kid);
  });

  it("tells whether one admin decides alone", async () => {
    expect((await posture())["tenant"]).toMatchObject({ resetApproval: "one" });
    await organisation.setPolicy({ resetApproval: "two" });
    expect((await posture())["tenant"]).toMatchObject({ resetApproval: "two" });
  });

  it("is for admins", async () => {
    const person = organisation.person("nobody");
    await person.hasTotp();
    await person.loginWithTotp();
    expect((await person.withAccess("GET", "/v1/admin/posture")).body["code"]).toBe("forbidden");
  });
});

describe("each requirement", () => {
  it.each(requirements.map(({ id, test, by }) => ({ id, test, by })))(
    "$id names a test that exists: $test",
    ({ test, by }) => {
      expect(existsSync(new URL(`../../${test}`, import.meta.url))).toBe(true);
      expect(by).not.toBe("");
    },
  );

  it("stands once, and the version is that of package.json", () => {
    expect(new Set(requirements.map(({ id }) => id)).size).toBe(requirements.length);
    expect(JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version).toBe(
      serviceVersion,
    );
  });
});
