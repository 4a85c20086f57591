import { describe, expect, it } from "vitest";
import { outcomeOf } from "../harness/at-once.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { rawRequest } from "../harness/raw-request.ts";
import { runningService } from "../harness/running-service.ts";

const shop = new Issuer("shop");
const service = runningService({ issuers: [shop.settings] });
const acme = new Organisation(service, shop, "acme");

/** Headers that other proxies, gateways and frameworks believe. */
const lies: readonly (readonly [name: string, value: string])[] = [
  ["X-Forwarded-For", "127.0.0.1"],
  ["Forwarded", "for=127.0.0.1;host=localhost;proto=https"],
  ["X-Real-IP", "::1"],
  ["X-Forwarded-User", "the-admin"],
  ["X-User-Id", "the-admin"],
  ["X-Tenant", "umbrella"],
  ["X-Roles", "2fa-admin"],
  ["X-Skip-OTP", "true"],
  ["X-MFA-Verified", "true"],
  ["X-Amzn-OIDC-Identity", "the-admin"],
  ["X-HTTP-Method-Override", "GET"],
  ["X-Original-URL", "/health"],
  ["X-Rewrite-URL", "/health"],
  ["Cookie", "mfa=1; remember_device=1; assertion=e30.e30.e30"],
];

describe("a header", () => {
  it.each(lies)("%s: %s takes no step away and gives no role (CVE-2026-96445)", async (name, value) => {
    const person = acme.person(`lied-to-by-${name}`);
    await person.hasTotp();
    const headers = { [name]: value };
    const login = await person.withPassword("POST", "/v1/login", { headers });
    expect(login.body).toMatchObject({ decision: "challenge", factors: [{ id: person.totpFactorId }] });
    const path = acme.userPath(person);
    expect(outcomeOf(await person.withAccess("GET", path, { headers }))).toBe("forbidden");
    expect(outcomeOf(await service.call("GET", "/v1/factors", { headers }))).toBe("unauthenticated");
  });

  it("about the caller's address buys no guesses, however the address is written (CVE-2026-45364)", async () => {
    const person = acme.person("rotates");
    await person.hasTotp();
    const addresses = [
      "203.0.113.1",
      "203.0.113.2",
      "2001:db8::1",
      "2001:0DB8:0:0::1",
      "::ffff:203.0.113.1",
      "10.0.0.1",
    ];
    const verify = async (code: string, address: string) => {
      const headers = { "X-Forwarded-For": address, "X-Real-IP": address, "User-Agent": `Browser of ${address}` };
      return outcomeOf(await person.withPassword("POST", "/v1/login/verify", { body: { code }, headers }));
    };
    const outcomes: string[] = [];
    for (const address of addresses) outcomes.push(await verify(person.wrongTotpCode(), address));
    expect(outcomes).toEqual([...Array.from({ length: 5 }, () => "invalid_code"), "too_many_attempts"]);
    expect(await verify(person.totpCode(), "198.51.100.7")).toBe("too_many_attempts");
  });

  it("about the time is not the time (ASVS 5.0, 6.5.8)", async () => {
    const person = acme.person("says-when");
    await person.hasTotp();
    const shownThen = person.totpCode();
    const then = new Date(service.clock.now()).toUTCString();
    service.clock.forward(90);
    const body = JSON.stringify({ code: shownThen });
    const answer = await rawRequest(service.local.url, {
      method: "POST",
      path: "/v1/login/verify",
      headers: Object.entries({
        authorization: `Bearer ${await person.passwordToken()}`,
        "content-type": "application/json",
        date: then,
        "x-amz-date": then,
        "x-timestamp": String(Date.parse(then) / 1000),
      }).flat(),
      body,
    });
    expect(outcomeOf(answer)).toBe("invalid_code");
    expect(outcomeOf(await person.verify(person.totpCode()))).toBe("200");
  });
});
