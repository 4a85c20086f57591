import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { outcomeOf } from "../harness/at-once.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import "../harness/quick-scrypt.ts";
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

  it("is good for its own user only", async () => {
    const [person, other] = [acme.person("own"), acme.person("other")];
    await person.hasTotp();
    await other.hasTotp();
    for (const [method, path, body] of guarded(other).slice(1, 3))
      expect(outcomeOf(await service.call(method, path, { token: person.assertion, body }))).toBe("factor_not_found");
  });
});
