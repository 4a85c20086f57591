import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { outcomeOf } from "../harness/at-once.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { runningService } from "../harness/running-service.ts";

const shop = new Issuer("shop");
const service = runningService({ issuers: [shop.settings] });
const acme = new Organisation(service, shop, "acme");

const weakAssertion = async (person: Person): Promise<string> => {
  const { body } = await person.withPassword("POST", "/v1/login");
  expect(decodeJwt(String(body["assertion"]))).toMatchObject({ acr: "urn:countersign:1fa", amr: ["pwd"] });
  return String(body["assertion"]);
};

/** Every call that an active factor stands in front of. */
const guarded = (person: Person) =>
  [
    ["POST", "/v1/factors", { type: "totp" }],
    ["PATCH", `/v1/factors/${person.totpFactorId}`, { label: "Mine" }],
    ["DELETE", `/v1/factors/${person.totpFactorId}`, undefined],
    ["DELETE", "/v1/factors", undefined],
    ["POST", "/v1/backup-codes", undefined],
  ] as const;

describe("an assertion without a second factor", () => {
  it("never counts as one, even if it is older than the factor", async () => {
    const person = acme.person("weak");
    const token = await weakAssertion(person);
    await person.hasTotp();
    for (const [method, path, body] of guarded(person))
      expect(outcomeOf(await service.call(method, path, { token, body }))).toBe("insufficient_user_authentication");
    expect((await service.call("POST", "/v1/login", { token })).body["decision"]).toBe("challenge");
  });

  it("never extends itself", async () => {
    const person = acme.person("renews");
    const first = await weakAssertion(person);
    let token = first;
    for (let nth = 0; nth < 3; nth += 1) {
      service.clock.forward(90);
      const { body } = await service.call("POST", "/v1/login", { token });
      token = String(body["assertion"]);
      expect(decodeJwt(token).exp).toBe(decodeJwt(first).exp);
      expect(decodeJwt(token)["auth_time"]).toBe(decodeJwt(first)["auth_time"]);
    }
    service.clock.forward(61);
    expect(outcomeOf(await service.call("POST", "/v1/login", { token }))).toBe("unauthenticated");
  });
});

describe("an assertion with a second factor", () => {
  it("gets no new one for itself: the login asks for a code again", async () => {
    const person = acme.person("strong");
    await person.hasTotp();
    const { body } = await person.withAssertion("POST", "/v1/login");
    expect(body).toMatchObject({ decision: "challenge" });
    expect(body).not.toHaveProperty("assertion");
  });

  it("does not make the password fresh, however often it is renewed with codes", async () => {
    const person = acme.person("stale-password");
    await person.hasTotp();
    for (let nth = 0; nth < 3; nth += 1) {
      service.clock.forward(120);
      const { body } = await service.call("POST", "/v1/login/verify", {
        token: person.assertion,
        body: { code: person.totpCode() },
      });
      person.assertion = String(body["assertion"]);
    }
    const refused = await person.withAssertion("POST", "/v1/backup-codes");
    expect(outcomeOf(refused)).toBe("insufficient_user_authentication");
    expect(refused.headers.get("www-authenticate")).toBe(
      'Bearer error="insufficient_user_authentication", max_age="300"',
    );
    expect(
      outcomeOf(await person.withAssertion("PATCH", `/v1/factors/${person.totpFactorId}`, { body: { label: "Mine" } })),
    ).toBe("200");
  });

  it("is worth nothing for the factors that come after a switching off", async () => {
    const person = acme.person("before-and-after");
    await person.hasTotp();
    const token = person.assertion;
    expect(outcomeOf(await person.withAssertion("DELETE", "/v1/factors"))).toBe("204");
    person.assertion = undefined;
    await person.hasTotp();
    for (const [method, path, body] of guarded(person))
      expect(outcomeOf(await service.call(method, path, { token, body }))).toBe("insufficient_user_authentication");
  });

  it("carries itself on with codes for 12 hours after the password, then ends", async () => {
    const person = acme.person("chain", { roles: ["2fa-admin"] });
    await person.hasTotp();
    const passwordAt = Math.floor(service.clock.now() / 1000) - 12 * 3600 + 400;
    let assertion = await acme.person("chain", { roles: ["2fa-admin"], auth_time: passwordAt }).passwordToken();
    const verify = async (token: string) =>
      service.call("POST", "/v1/login/verify", { token, body: { code: person.totpCode() } });
    const ends: unknown[] = [];
    for (let nth = 0; nth < 4; nth += 1) {
      assertion = String((await verify(assertion)).body["assertion"]);
      ends.push(Number(decodeJwt(assertion).exp) - passwordAt - 12 * 3600);
      service.clock.forward(120);
    }
    expect(ends).toStrictEqual([-100, 0, 0, 0]);
    service.clock.forward(31);
    const policy = await service.call("GET", "/v1/admin/policy", { token: assertion });
    expect([policy, await verify(assertion)].map(outcomeOf)).toStrictEqual(["unauthenticated", "unauthenticated"]);
    expect(outcomeOf(await person.loginWithTotp())).toBe("200");
  });

  it("is good for its own user only", async () => {
    const [person, other] = [acme.person("own"), acme.person("other")];
    await person.hasTotp();
    await other.hasTotp();
    for (const [method, path, body] of guarded(other).slice(1, 3))
      expect(outcomeOf(await service.call(method, path, { token: person.assertion, body }))).toBe("factor_not_found");
  });
});

describe("an assertion of a factor that was removed", () => {
  /** Somebody with an app and a phone: assertions earned by logging in with each, and by confirming the phone. */
  async function withBoth(name: string, phoneNumber: string, claims: object = {}) {
    const person = acme.person(name, claims);
    await person.hasTotp();
    await person.hasSms(phoneNumber);
    const confirmed = String(person.assertion);
    const sent = await person.withPassword("POST", "/v1/login/sms");
    await person.verify(service.lastSmsCode(), String(sent.body["challenge"]?.id));
    const byPhone = String(person.assertion);
    await person.loginWithTotp();
    return { person, confirmed, byPhone, byApp: String(person.assertion) };
  }
  const remove = async (factorId: string, token: string) =>
    outcomeOf(await service.call("DELETE", `/v1/factors/${factorId}`, { token }));

  it("adds, confirms, changes and removes nothing, nor gets backup codes: a thief's, once the owner removed the phone", async () => {
    const { person, byPhone, byApp } = await withBoth("stolen-phone", "+41791234561");
    const begun = await service.call("POST", "/v1/factors", { token: byPhone, body: { type: "totp" } });
    expect(begun.status).toBe(201);
    expect(await remove(person.smsFactorId, byApp)).toBe("204");
    for (const [method, path, body] of [
      ...guarded(person),
      ["POST", `/v1/factors/${begun.body["factor"].id}/confirm`, { code: "000000" }],
      ["DELETE", `/v1/factors/${begun.body["factor"].id}`, undefined],
    ] as const) {
      const refused = await service.call(method, path, { token: byPhone, body });
      expect([refused.status, outcomeOf(refused)]).toStrictEqual([401, "insufficient_user_authentication"]);
      expect(refused.headers.get("www-authenticate")).toContain('acr_values="urn:countersign:2fa"');
    }
    expect(await remove(String(begun.body["factor"].id), byApp)).toBe("204");
    expect(outcomeOf(await service.call("POST", "/v1/backup-codes", { token: byApp }))).toBe("201");
  });

  it("gives an admin's call no power", async () => {
    const { person, confirmed, byPhone, byApp } = await withBoth("boss", "+41791234562", { roles: ["2fa-admin"] });
    const outcomes = async () => {
      const asked = [confirmed, byPhone, byApp].map(async (token) =>
        service.call("GET", "/v1/admin/policy", { token }),
      );
      return (await Promise.all(asked)).map(outcomeOf);
    };
    expect(await outcomes()).toStrictEqual(["200", "200", "200"]);
    expect(await remove(person.smsFactorId, byApp)).toBe("204");
    const ended = "insufficient_user_authentication";
    expect(await outcomes()).toStrictEqual([ended, ended, "200"]);
  });

  it("goes on where it made the removal itself, and ends with another one's next removal", async () => {
    const { person, byPhone, byApp } = await withBoth("own-phone", "+41791234563");
    expect(await remove(person.smsFactorId, byPhone)).toBe("204");
    const added = await service.call("POST", "/v1/factors", { token: byPhone, body: { type: "totp" } });
    expect(added.status).toBe(201);
    expect(await remove(String(added.body["factor"].id), byApp)).toBe("204");
    expect(outcomeOf(await service.call("POST", "/v1/backup-codes", { token: byPhone }))).toBe("201");
    await person.hasSms("+41791234564");
    expect(await remove(person.smsFactorId, byApp)).toBe("204");
    expect(await remove(person.totpFactorId, byPhone)).toBe("insufficient_user_authentication");
  });

  it("removes the last factor too, where it removed its own before", async () => {
    const { person, byPhone } = await withBoth("both-go", "+41791234565");
    expect(await remove(person.smsFactorId, byPhone)).toBe("204");
    expect(await remove(person.totpFactorId, byPhone)).toBe("204");
    expect((await person.withPassword("GET", "/v1/factors")).body["enabled"]).toBe(false);
  });

  it("does not touch what a backup code earned", async () => {
    const { person, byApp } = await withBoth("by-backup-code", "+41791234566");
    await person.verify(String(person.backupCodes[0]));
    expect(await remove(person.smsFactorId, byApp)).toBe("204");
    expect(outcomeOf(await person.withAssertion("POST", "/v1/backup-codes"))).toBe("201");
  });
});
