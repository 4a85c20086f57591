import { describe, expect, it } from "vitest";
import { callerFor, acmeIssuer, acmeKey, ecKey, goodClaims, now, seconds, tokenOf, tokensWith } from "./world.ts";

it("says who signed in, where, when and for which app", async () => {
  expect(await callerFor({})).toEqual({
    kind: "first-factor",
    tenant: "acme-corp",
    issuerId: "acme",
    subject: "alice",
    audience: ["shop"],
    app: "shop",
    passwordAt: now - 10_000,
    firstEnrollmentAt: null,
    passwordChangedAt: null,
    roles: ["2fa-admin", "reader"],
    namedRoles: { named: ["2fa-admin", "reader"], isStaff: true },
    isAdmin: true,
    isOperator: false,
    email: "alice@acme.example",
    emailVerified: false,
    username: "alice",
    party: null,
    secondFactor: null,
  });
});

it("two issuers with the same subject are two users", async () => {
  const key = ecKey("twin-1");
  const tokens = tokensWith({
    issuers: [
      acmeIssuer(),
      acmeIssuer({ id: "twin", issuer: "https://twin.example", jwks: { keys: [key.publicJwk] } }),
    ],
  });
  expect((await tokens.identify(tokenOf(acmeKey, goodClaims), now))?.issuerId).toBe("acme");
  expect((await tokens.identify(tokenOf(key, { ...goodClaims, iss: "https://twin.example" }), now))?.issuerId).toBe(
    "twin",
  );
});

describe("the kind of token that its header names", () => {
  it.each([
    undefined,
    "JWT",
    "jwt",
    "at+jwt",
    "AT+JWT",
    "application/at+jwt",
    "application/jwt",
    "application/acme-internal-at+jwt",
  ])("may be %s", async (typ) => {
    expect(await callerFor({}, {}, { typ })).not.toBeNull();
  });
});

describe("the leeway is 30 seconds", () => {
  it.each([
    ["expired a moment ago", { exp: seconds - 29 }],
    ["valid in a moment", { nbf: seconds + 30 }],
    ["issued in a moment", { iat: seconds + 30 }],
    ["password entered in a moment", { auth_time: seconds + 30 }],
  ])("%s", async (_, claims) => {
    expect(await callerFor(claims)).not.toBeNull();
  });
});

describe("audience", () => {
  it("keeps only the apps that the issuer is trusted for", async () => {
    expect((await callerFor({ aud: ["bank", "someone-else", "shop"] }))?.audience).toEqual(["shop", "bank"]);
  });
  it("is looked for in the issuer's own claim only where the token has none", async () => {
    const cognito = { audienceClaim: "client_id" };
    expect((await callerFor({ aud: undefined, client_id: "bank" }, cognito))?.audience).toEqual(["bank"]);
    expect(await callerFor({ aud: undefined, client_id: "elsewhere" }, cognito)).toBeNull();
    for (const aud of ["elsewhere", null, "", [], 7, {}])
      expect(await callerFor({ aud, client_id: "bank" }, cognito)).toBeNull();
    expect(await callerFor({ aud: undefined, client_id: "bank" })).toBeNull();
  });
  it.each([
    ["azp, where the issuer lists it", { aud: ["shop", "bank"], azp: "bank" }, "bank"],
    ["the only one", { aud: ["bank", "someone-else"] }, "bank"],
    ["the only one, whatever azp the issuer does not list", { aud: "bank", azp: "someone-else" }, "bank"],
    ["open between several", { aud: ["shop", "bank"] }, null],
  ])("names the app: %s", async (_, claims, app) => {
    expect((await callerFor(claims))?.app).toBe(app);
  });
});

describe("tenant", () => {
  it("is the default one if the issuer has none, whatever the token says", async () => {
    expect((await callerFor({}, { tenantClaim: undefined }))?.tenant).toBe("default");
  });
  it.each([
    ["a URL", "https://acme.example/org", { "https://acme.example/org": "t1" }],
    ["a path", "firebase.tenant", { firebase: { tenant: "t1" } }],
    ["an exact name, before a path", "a.b", { "a.b": "t1", a: { b: "t2" } }],
  ])("may be named by %s", async (_, tenantClaim, claims) => {
    expect((await callerFor(claims, { tenantClaim }))?.tenant).toBe("t1");
  });
});

describe("tenant, of an issuer that is bound", () => {
  const faultFor = async (claims: object, issuer: object) =>
    tokensWith({ issuers: [acmeIssuer(issuer)] }).faultOf(tokenOf(acmeKey, { ...goodClaims, ...claims }), now);

  it("is the fixed one, whatever the token says", async () => {
    expect((await callerFor({ org: "other" }, { tenantClaim: undefined, tenant: "acme-corp" }))?.tenant).toBe(
      "acme-corp",
    );
  });
  it("has to be one that it may name", async () => {
    const tenants = ["acme-corp", "shop-*"];
    for (const org of ["acme-corp", "shop-", "shop-7"])
      expect((await callerFor({ org }, { tenants }))?.tenant).toBe(org);
    for (const org of ["acme-corps", "acme", "shop", "SHOP-7", "*"])
      expect(await faultFor({ org }, { tenants })).toBe("tenant_not_allowed");
  });
  it("is one of the self-check's only for the entry prove", async () => {
    expect(await faultFor({ org: "prove-1" }, {})).toBe("tenant_not_allowed");
    expect((await callerFor({ org: "prove-1" }, { id: "prove" }))?.tenant).toBe("prove-1");
  });
  it("in a list of one is that one; several are none", async () => {
    expect((await callerFor({ org: ["acme-corp"] }))?.tenant).toBe("acme-corp");
    for (const org of [[], ["acme-corp", "other"], [["acme-corp"]], [7], { 0: "acme-corp", length: 1 }])
      expect(await faultFor({ org }, {})).toBe("tenant_claim_missing");
  });
});

describe("the user", () => {
  it("is read from the issuer's own claim, as Entra's oid, and from nothing else", async () => {
    expect((await callerFor({ oid: "object-1" }, { subjectClaim: "oid" }))?.subject).toBe("object-1");
    expect(await callerFor({}, { subjectClaim: "oid" })).toBeNull();
  });
  it("keeps no address that the issuer says is not verified", async () => {
    for (const told of [false, "false"]) expect((await callerFor({ email_verified: told }))?.email).toBeNull();
    for (const told of [true, "true", undefined])
      expect((await callerFor({ email_verified: told }))?.email).toBe("alice@acme.example");
  });
  it.each([
    [true, true],
    ["true", true],
    [false, false],
    ["false", false],
    [undefined, false],
    [1, false],
    ["yes", false],
  ])("has a verified address only where the issuer says so: %j", async (told, verified) => {
    expect((await callerFor({ email_verified: told }))?.emailVerified).toBe(verified);
  });
  it.each([
    "Alice a@acme.example",
    "a@acme.example b",
    "<a@acme.example>",
    "a@acme.example, b@acme.example",
    "a@b@acme.example",
    "a\u200b@acme.example",
    "acme.example",
  ])("keeps no address that is not one mailbox: %j", async (email) => {
    expect((await callerFor({ email }))?.email).toBeNull();
  });
});

describe("the life of a token", () => {
  it.each([
    ["a day", { iat: seconds - 100, exp: seconds - 100 + 86_400 }, {}, true],
    ["a second more", { iat: seconds - 100, exp: seconds - 99 + 86_400 }, {}, false],
    ["fifty years", { exp: seconds + 50 * 31_536_000 }, {}, false],
    ["a day from now, without iat", { iat: undefined, exp: seconds + 86_400 }, {}, true],
    ["more, without iat", { iat: undefined, exp: seconds + 86_401 }, {}, false],
    ["an hour, where the issuer allows less", {}, { maxTokenSeconds: 60 }, false],
  ])("may be %s: %j", async (_, claims, issuer, isGood) => {
    expect((await callerFor(claims, issuer)) !== null).toBe(isGood);
  });
});

it("a token with events is no sign-in (OpenID Connect Back-Channel Logout)", async () => {
  expect(await callerFor({ events: { "http://schemas.openid.net/event/backchannel-logout": {} } })).toBeNull();
});

it("each spelling of an issuer is the same issuer, and no other is", async () => {
  const issuer = ["https://login.acme.example", "https://login.acme.example/", "accounts.acme.example"];
  for (const iss of issuer) expect((await callerFor({ iss }, { issuer }))?.issuerId).toBe("acme");
  expect(await callerFor({ iss: "https://login.acme.example//" }, { issuer })).toBeNull();
});

it.each([
  ["missing", { email: undefined, preferred_username: undefined }],
  ["no strings", { email: ["a@b.ch"], preferred_username: 7 }],
  ["empty", { email: "", preferred_username: "" }],
  ["too long", { email: "a".repeat(321), preferred_username: "a".repeat(321) }],
])("e-mail and name that are %s count as unknown", async (_, claims) => {
  expect(await callerFor(claims)).toMatchObject({ email: null, username: null });
});

describe("keys", () => {
  it("without a kid, each key of the set is tried", async () => {
    const jwks = { keys: [ecKey("a").publicJwk, acmeKey.publicJwk, ecKey("b").publicJwk] };
    expect(await callerFor({}, { jwks }, { kid: undefined })).not.toBeNull();
    expect(await callerFor({ exp: seconds - 31 }, { jwks }, { kid: undefined })).toBeNull();
    expect(
      await callerFor({}, { jwks: { keys: [ecKey("a").publicJwk, ecKey("b").publicJwk] } }, { kid: undefined }),
    ).toBeNull();
  });
});
