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

describe("an assertion", () => {
  it("opens nothing here, whether a code earned it or the password alone: a thief in the app's log gets nothing", async () => {
    const person = acme.person("weak", { roles: ["2fa-admin"] });
    const weak = await weakAssertion(person);
    await person.hasTotp();
    for (const token of [weak, person.assertion])
      for (const [method, path, body] of [
        ...guarded(person),
        ["POST", "/v1/login", undefined],
        ["GET", "/v1/factors", undefined],
        ["GET", "/v1/admin/policy", undefined],
      ] as const)
        expect(outcomeOf(await service.call(method, path, { token, body }))).toBe("unauthenticated");
  });

  it("names one app and no roles, and an access token none but this service", async () => {
    const person = acme.person("one-app", { roles: ["2fa-admin", "reader"], aud: ["shop", "bank"], azp: "bank" });
    await person.hasTotp();
    expect(decodeJwt(String(person.assertion))).toMatchObject({ aud: "bank" });
    expect(decodeJwt(String(person.assertion))).not.toHaveProperty("roles");
    expect(decodeJwt(String(person.accessToken))).toMatchObject({
      aud: service.url,
      client_id: "bank",
      roles: ["2fa-admin"],
    });
  });
});

describe("the app that a login is for", () => {
  const both = { aud: ["shop", "bank", "elsewhere"] };
  const login = async (name: string, claims: object, body: object) =>
    acme.person(name, claims).withPassword("POST", "/v1/login", { body });
  const appOf = ({ body }: Awaited<ReturnType<typeof login>>) => decodeJwt(String(body["assertion"])).aud;

  it("is the azp if it is listed, else the named one, else the only one", async () => {
    expect(appOf(await login("azp", { ...both, azp: "bank" }, {}))).toBe("bank");
    expect(appOf(await login("unlisted", { ...both, azp: "elsewhere" }, { audience: "shop" }))).toBe("shop");
    expect(appOf(await login("named", both, { audience: "bank" }))).toBe("bank");
    expect(appOf(await login("only", { aud: ["bank", "elsewhere"] }, {}))).toBe("bank");
  });

  it("has to be named where the token leaves it open, and has to be in the token's own audience", async () => {
    for (const [claims, body] of [
      [both, {}],
      [both, { audience: "elsewhere" }],
      [{ aud: "shop" }, { audience: "bank" }],
    ] as const)
      expect((await login("open", claims, body)).body).toMatchObject({
        code: "invalid_request",
        errors: [{ path: "audience" }],
      });
  });

  it("is asked for by verify and confirm too, before a code is spent", async () => {
    const person = acme.person("spends-none", both);
    await person.enrollTotp();
    const confirm = async (body: object) =>
      person.withPassword("POST", `/v1/factors/${person.totpFactorId}/confirm`, { body });
    expect(outcomeOf(await confirm({ code: person.totpCode() }))).toBe("invalid_request");
    expect(outcomeOf(await confirm({ code: person.totpCode(), audience: "shop" }))).toBe("200");
    person.nextStep();
    const code = person.totpCode();
    expect(outcomeOf(await person.verify(code))).toBe("invalid_request");
    const verified = await person.withPassword("POST", "/v1/login/verify", { body: { code, audience: "bank" } });
    expect(appOf(verified)).toBe("bank");
  });
});

describe("an access token", () => {
  it("is no sign-in: it gets neither a new code's token nor a challenge", async () => {
    const person = acme.person("strong");
    await person.hasTotp();
    for (const [path, body] of [
      ["/v1/login", {}],
      ["/v1/login/sms", {}],
      ["/v1/login/verify", { code: person.totpCode() }],
    ] as const)
      expect(outcomeOf(await person.withAccess("POST", path, { body }))).toBe("unauthenticated");
    expect(outcomeOf(await person.verify(person.totpCode()))).toBe("200");
  });

  it("does not make the password fresh", async () => {
    const person = acme.person("stale-password");
    await person.hasTotp();
    const passwordAt = Math.floor(service.clock.now() / 1000) - 301;
    const { body } = await acme
      .person("stale-password", { auth_time: passwordAt })
      .withPassword("POST", "/v1/login/verify", { body: { code: person.totpCode() } });
    person.accessToken = String(body["accessToken"]);
    const refused = await person.withAccess("POST", "/v1/backup-codes");
    expect(outcomeOf(refused)).toBe("insufficient_user_authentication");
    expect(refused.headers.get("www-authenticate")).toBe(
      'Bearer error="insufficient_user_authentication", max_age="300"',
    );
    expect(
      outcomeOf(await person.withAccess("PATCH", `/v1/factors/${person.totpFactorId}`, { body: { label: "Mine" } })),
    ).toBe("200");
  });

  it("counts for nothing after a switching off or a reset: the first factor takes the login's own token", async () => {
    const person = acme.person("before-and-after");
    await person.hasTotp();
    const token = person.accessToken;
    expect(outcomeOf(await person.withAccess("DELETE", "/v1/factors"))).toBe("204");
    expect(outcomeOf(await service.call("POST", "/v1/factors", { token, body: { type: "totp" } }))).toBe(
      "unauthenticated",
    );
    person.accessToken = undefined;
    await person.hasTotp();
    for (const [method, path, body] of guarded(person))
      expect(outcomeOf(await service.call(method, path, { token, body }))).toBe("unauthenticated");
  });

  it("does not come with a further factor's confirmation", async () => {
    const person = acme.person("second-factor");
    await person.hasTotp();
    await person.enrollTotp();
    const { body } = await person.confirm(person.totpFactorId, person.totpCode());
    expect(Object.keys(body)).toEqual(["factor"]);
  });

  it("is good for its own user only", async () => {
    const [person, other] = [acme.person("own"), acme.person("other")];
    await person.hasTotp();
    await other.hasTotp();
    for (const [method, path, body] of guarded(other).slice(1, 3))
      expect(outcomeOf(await service.call(method, path, { token: person.accessToken, body }))).toBe("factor_not_found");
  });
});

describe("an access token of a factor that was removed", () => {
  /** Somebody with an app and a phone: access tokens earned by confirming the app and by logging in with each. */
  async function withBoth(name: string, phoneNumber: string, claims: object = {}) {
    const person = acme.person(name, claims);
    await person.hasTotp();
    await person.hasSms(phoneNumber);
    const sent = await person.withPassword("POST", "/v1/login/sms");
    await person.verify(service.lastSmsCode(), String(sent.body["challenge"]?.id));
    const byPhone = String(person.accessToken);
    await person.loginWithTotp();
    return { person, byPhone, byApp: String(person.accessToken) };
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
      expect([refused.status, outcomeOf(refused)]).toStrictEqual([401, "unauthenticated"]);
    }
    expect(await remove(String(begun.body["factor"].id), byApp)).toBe("204");
    expect(outcomeOf(await service.call("POST", "/v1/backup-codes", { token: byApp }))).toBe("201");
  });

  it("gives an admin's call no power", async () => {
    const { person, byPhone, byApp } = await withBoth("boss", "+41791234562", { roles: ["2fa-admin"] });
    const outcomes = async () => {
      const asked = [byPhone, byApp].map(async (token) => service.call("GET", "/v1/admin/policy", { token }));
      return (await Promise.all(asked)).map(outcomeOf);
    };
    expect(await outcomes()).toStrictEqual(["200", "200"]);
    expect(await remove(person.smsFactorId, byApp)).toBe("204");
    expect(await outcomes()).toStrictEqual(["unauthenticated", "200"]);
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
    expect(await remove(person.totpFactorId, byPhone)).toBe("unauthenticated");
  });

  it("removes the last factor too, where it removed its own before", async () => {
    const { person, byPhone } = await withBoth("both-go", "+41791234565");
    expect(await remove(person.smsFactorId, byPhone)).toBe("204");
    expect(await remove(person.totpFactorId, byPhone)).toBe("204");
    expect((await person.withPassword("GET", "/v1/factors")).body["enabled"]).toBe(false);
  });

  it("ends with the set of backup codes that earned it, but for the one that replaced them", async () => {
    const person = acme.person("replaces-codes");
    await person.hasTotp();
    const tokens: string[] = [];
    for (const code of person.backupCodes.slice(0, 2)) {
      await person.verify(code);
      tokens.push(String(person.accessToken));
    }
    const [other = "", own = ""] = tokens;
    service.clock.forward(1);
    expect(outcomeOf(await service.call("POST", "/v1/backup-codes", { token: own }))).toBe("201");
    expect(outcomeOf(await service.call("POST", "/v1/backup-codes", { token: other }))).toBe("unauthenticated");
    expect(outcomeOf(await service.call("POST", "/v1/backup-codes", { token: own }))).toBe("201");
  });

  it("does not touch what a backup code earned", async () => {
    const { person, byApp } = await withBoth("by-backup-code", "+41791234566");
    await person.verify(String(person.backupCodes[0]));
    expect(await remove(person.smsFactorId, byApp)).toBe("204");
    expect(outcomeOf(await person.withAccess("POST", "/v1/backup-codes"))).toBe("201");
  });
});
