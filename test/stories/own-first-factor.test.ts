import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeJwt } from "jose";
import { afterAll, describe, expect, test } from "vitest";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { Person } from "../harness/person.ts";
import { runningService } from "../harness/running-service.ts";

/** Story 17: any OIDC issuer, or a login that signs a 60-second token itself. */
const jwksServer = createServer((request, response) => {
  response.setHeader("content-type", "application/json");
  if (request.url === "/keys") response.end(JSON.stringify(oidc.jwks));
  else response.writeHead(500).end("{}");
}).listen(0, "127.0.0.1");
await new Promise((listening) => jwksServer.once("listening", listening));
const jwksUrl = `http://127.0.0.1:${(jwksServer.address() as AddressInfo).port}`;
afterAll(() => void jwksServer.close());

/** Whoever may name one tenant with others says that their admins may act there too. */
const sharing = (id: string) => ({
  sharesTenants: ["shop", "oidc", "plain", "gone", "begins"].filter((other) => other !== id),
});
const inline = new Issuer("shop", sharing("shop"));
const oidc = new Issuer("oidc", { jwksUri: `${jwksUrl}/keys`, tenantClaim: undefined, ...sharing("oidc") });
const iatIsEnough = new Issuer("plain", {
  authTimeFromIat: true,
  tenantClaim: "https://plain.example/org",
  ...sharing("plain"),
});
const newTokensBegin = new Issuer("begins", {
  firstEnrollmentFromIat: true,
  tenants: ["strict"],
  ...sharing("begins"),
});
const seconds = (): number => Math.floor(service.clock.now() / 1000);
const unreachable = new Issuer("gone", { jwksUri: `${jwksUrl}/missing`, ...sharing("gone") });
const service = runningService({
  issuers: [inline, oidc, iatIsEnough, unreachable, newTokensBegin].map(({ settings }) => settings),
});

const personOf = (issuer: Issuer, sub: string, claims: object = {}) =>
  new Person(service, sub, async () => issuer.token(service.clock, { sub, ...claims }));

describe("where the keys come from", () => {
  test("given in the settings or fetched from the issuer's address", async () => {
    for (const issuer of [inline, oidc]) {
      const login = await personOf(issuer, "ada").withPassword("POST", "/v1/login");
      expect(decodeJwt(String(login.body["assertion"]))).toMatchObject({ idp: issuer.settings.id, sub: "ada" });
    }
  });

  test("an issuer that cannot be reached decides nothing", async () => {
    const login = await personOf(unreachable, "ada").withPassword("POST", "/v1/login");
    expect(login).toMatchObject({ status: 503, body: { code: "temporarily_unavailable" } });
  });

  test("one issuer's key vouches for none of another's tokens", async () => {
    const borrowed = inline.token(service.clock, { sub: "ada", iss: oidc.settings.issuer });
    expect((await service.call("POST", "/v1/login", { token: borrowed })).body["code"]).toBe("unauthenticated");
  });
});

describe("who it is", () => {
  test("the same sub of two issuers is two users", async () => {
    const [one, other] = [personOf(inline, "ben", { org: "default" }), personOf(oidc, "ben")];
    await one.hasTotp();
    expect((await one.withPassword("GET", "/v1/factors")).body["enabled"]).toBe(true);
    expect((await other.withPassword("GET", "/v1/factors")).body["enabled"]).toBe(false);
    expect((await other.verify(one.totpCode())).body["code"]).toBe("not_enrolled");
    const foreign = await other.withPassword("PATCH", `/v1/factors/${one.totpFactorId}`, { body: { label: "x" } });
    expect(foreign.body["code"]).toBe("factor_not_found");
  });

  test("the same sub in two tenants is two users", async () => {
    await personOf(inline, "cleo", { org: "one" }).hasTotp();
    expect((await personOf(inline, "cleo", { org: "two" }).withPassword("GET", "/v1/factors")).body["enabled"]).toBe(
      false,
    );
  });

  test("an issuer without a tenant claim serves one organisation; a missing claim is refused", async () => {
    const login = await personOf(oidc, "dora").withPassword("POST", "/v1/login");
    expect(decodeJwt(String(login.body["assertion"]))).toMatchObject({ tenant: "default" });
    const none = await personOf(inline, "dora", { org: undefined }).withPassword("POST", "/v1/login");
    expect(none.body["code"]).toBe("unauthenticated");
  });
});

describe("when the password was entered", () => {
  test("a token without auth_time logs in, but is never fresh", async () => {
    const emil = personOf(inline, "emil", { auth_time: undefined });
    const login = await emil.withPassword("POST", "/v1/login");
    expect(login.body["decision"]).toBe("allow");
    expect(decodeJwt(String(login.body["assertion"]))).not.toHaveProperty("auth_time");
    const enrolled = await emil.enrollTotp();
    expect(enrolled).toMatchObject({ status: 403, body: { code: "password_time_unknown" } });
    expect(enrolled.body["hint"]).toContain("max_age=300");
  });

  test("where the issuer is set up so, a first set-up that the organisation requires takes a new token in its place", async () => {
    const claims = { auth_time: undefined };
    const strict = new Organisation(service, newTokensBegin, "strict");
    const [gus, old] = [strict.person("gus", claims), strict.person("old", { ...claims, iat: seconds() - 301 })];
    expect((await gus.enrollTotp()).body["code"]).toBe("password_time_unknown");
    await strict.setPolicy({ required: true });
    expect((await old.enrollTotp()).body["code"]).toBe("insufficient_user_authentication");
    await gus.hasTotp();
    expect(gus.backupCodes).toHaveLength(10);
    expect((await gus.enrollTotp()).body["code"]).toBe("password_time_unknown");
  });

  test("where the issuer is set up so, iat stands for it", async () => {
    const claims = { auth_time: undefined, "https://plain.example/org": "acme" };
    const finn = personOf(iatIsEnough, "finn", claims);
    expect((await finn.enrollTotp()).status).toBe(201);
    const old = personOf(iatIsEnough, "old", { ...claims, iat: Math.floor(service.clock.now() / 1000) - 301 });
    expect((await old.enrollTotp()).body["code"]).toBe("insufficient_user_authentication");
  });

  test("a token of 60 seconds is refused once its time and the leeway are over", async () => {
    const token = inline.token(service.clock, { sub: "gina" });
    service.clock.forward(89);
    expect((await service.call("POST", "/v1/login", { token })).status).toBe(200);
    service.clock.forward(1);
    expect((await service.call("POST", "/v1/login", { token })).body["code"]).toBe("unauthenticated");
  });
});

describe("who may administer", () => {
  const acme = new Organisation(service, inline, "acme");

  test("an admin stays in the own organisation", async () => {
    expect((await acme.asAdmin("GET", "/v1/admin/policy?tenant=acme")).status).toBe(200);
    for (const path of ["/v1/admin/policy?", "/v1/admin/user?userId=ada&", "/v1/admin/user/events?userId=ada&"])
      expect(await acme.asAdmin("GET", `${path}tenant=umbrella`)).toMatchObject({
        status: 403,
        body: { code: "forbidden" },
      });
  });

  test("an operator may name another, and its events say who acted", async () => {
    const operator = acme.person("support", { roles: ["2fa-operator"] });
    await operator.hasTotp();
    const policy = await operator.withAccess("PUT", "/v1/admin/policy?tenant=umbrella", {
      body: { required: true, version: 0 },
    });
    expect(policy).toMatchObject({ status: 200, body: { required: true, version: 1 } });
    const umbrella = new Organisation(service, inline, "umbrella");
    expect((await umbrella.person("hugo").withPassword("POST", "/v1/login")).body["decision"]).toBe("enroll");
    expect((await acme.person("hugo").withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");

    await umbrella.person("hugo").hasTotp();
    await operator.withAccess("POST", `${umbrella.userPath(umbrella.person("hugo"), "reset")}&tenant=umbrella`, {
      body: { reason: "Ticket 7" },
    });
    await service.local.drained();
    const events = await operator.withAccess(
      "GET",
      `${umbrella.userPath(umbrella.person("hugo"), "events")}&tenant=umbrella`,
    );
    expect(events.body["events"].slice(0, 1)).toMatchObject([
      { type: "account.reset", actor: { role: "operator" }, data: { reason: "Ticket 7" } },
    ]);
    expect((await operator.withAccess("GET", "/v1/admin/policy?tenant=~service")).body["code"]).toBe("forbidden");
  });

  test("the role alone is not enough: an admin needs a second factor, and uses it", async () => {
    const boss = acme.person("boss", { roles: ["2fa-admin"] });
    const refused = await boss.withPassword("GET", "/v1/admin/policy");
    expect(refused).toMatchObject({ status: 401, body: { code: "insufficient_user_authentication" } });
    expect(refused.headers.get("www-authenticate")).toContain('acr_values="urn:countersign:2fa"');
    await boss.hasTotp();
    expect((await boss.withPassword("GET", "/v1/admin/policy")).status).toBe(401);
    expect((await boss.withAccess("GET", "/v1/admin/policy")).status).toBe(200);
  });
});
