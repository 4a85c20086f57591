import { describe, expect, it } from "vitest";
import { acmeIssuer, acmeKey, ecKey, goodClaims, now, seconds, tokenOf, tokensWith } from "./world.ts";

const callerFor = (claims: object, issuer: object = {}, header: object = {}) =>
  tokensWith({ issuers: [acmeIssuer(issuer)] }).identify(tokenOf(acmeKey, { ...goodClaims, ...claims }, header), now);

it("says who signed in, where, when and for which app", async () => {
  expect(await callerFor({})).toEqual({
    kind: "first-factor",
    tenant: "acme-corp",
    issuerId: "acme",
    subject: "alice",
    audience: ["shop"],
    passwordAt: now - 10_000,
    expiresAt: now + 60_000,
    roles: ["2fa-admin", "reader"],
    isAdmin: true,
    isOperator: false,
    email: "alice@acme.example",
    username: "alice",
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
    "JOSE",
    "at+jwt",
    "AT+JWT",
    "application/at+jwt",
    "application/acme-internal-at+jwt",
    "x+jwt2",
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
  it("never holds our own name", async () => {
    expect(
      (await callerFor({ aud: ["countersign", "shop"] }, { audience: ["countersign", "shop"] }))?.audience,
    ).toEqual(["shop"]);
  });
});

describe("the time of the password", () => {
  const { auth_time: _, ...noAuthTime } = goodClaims;
  const at = async (issuer: object, claims: object = noAuthTime) =>
    (await tokensWith({ issuers: [acmeIssuer(issuer)] }).identify(tokenOf(acmeKey, claims), now))?.passwordAt;

  it("is unknown without auth_time", async () => {
    expect(await at({})).toBeNull();
  });
  it("is iat where the issuer is configured so", async () => {
    expect(await at({ authTimeFromIat: true })).toBe(now - 5000);
  });
  it("is auth_time all the same if there is one", async () => {
    expect(await at({ authTimeFromIat: true }, goodClaims)).toBe(now - 10_000);
  });
  it("is unknown without iat too", async () => {
    const { iat: __, ...neither } = noAuthTime;
    expect(await at({ authTimeFromIat: true }, neither)).toBeNull();
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

describe("roles", () => {
  it.each([{ roles: ["2fa-admin", 1] }, { roles: { a: true } }, { roles: true }, { roles: null }])(
    "are none at all if the claim has another shape: %j",
    async (claims) => {
      expect(await callerFor(claims, { rolesClaim: "roles" })).toMatchObject({ roles: [] });
    },
  );

  it.each([
    ["an array", "roles", { roles: ["a", "2fa-admin"] }, ["a", "2fa-admin"]],
    ["words in a string", "scope", { scope: " a  2fa-admin " }, ["a", "2fa-admin"]],
    ["Cognito's name", "cognito:groups", { "cognito:groups": ["2fa-admin"] }, ["2fa-admin"]],
    ["an Auth0 URL", "https://acme.example/roles", { "https://acme.example/roles": ["2fa-admin"] }, ["2fa-admin"]],
    ["Keycloak's path", "realm_access.roles", { realm_access: { roles: ["2fa-admin"] } }, ["2fa-admin"]],
  ])("from %s", async (_, rolesClaim, claims, roles) => {
    expect(await callerFor(claims, { rolesClaim })).toMatchObject({ roles, isAdmin: true, isOperator: false });
  });

  it.each([
    ["a number among them", "roles", { roles: ["2fa-admin", 1] }],
    ["an object", "roles", { roles: { "2fa-admin": true } }],
    ["true", "roles", { roles: true }],
    ["null", "roles", { roles: null }],
    ["nothing at the end of the path", "realm_access.roles", { realm_access: null }],
    ["what every object inherits", "constructor.name", {}],
    ["a role that contains the admin's", "roles", { roles: ["not-2fa-admin", "2fa-admin-not"] }],
    ["the admin's in another case", "roles", { roles: ["2FA-Admin"] }],
  ])("give no power: %s", async (_, rolesClaim, claims) => {
    expect(await callerFor(claims, { rolesClaim })).toMatchObject({ isAdmin: false, isOperator: false });
  });

  it("give no power if the issuer names none", async () => {
    const powerless = { adminRole: undefined, operatorRole: undefined };
    expect(await callerFor({ roles: ["2fa-admin", "2fa-operator", "undefined"] }, powerless)).toMatchObject({
      isAdmin: false,
      isOperator: false,
    });
  });
  it("are not read if the issuer names no claim", async () => {
    expect(await callerFor({}, { rolesClaim: undefined })).toMatchObject({ roles: [], isAdmin: false });
  });
  it("tell operators from admins", async () => {
    expect(await callerFor({ roles: ["2fa-operator"] })).toMatchObject({ isAdmin: false, isOperator: true });
  });
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
  it("a private key in the settings is never used", async () => {
    const jwks = { keys: [{ ...acmeKey.privateKey.export({ format: "jwk" }), kid: "acme-1" }] };
    expect(await callerFor({}, { jwks })).toBeNull();
  });
});
