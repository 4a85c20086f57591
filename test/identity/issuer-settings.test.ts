import { describe, expect, it } from "vitest";
import { ecKey } from "./world.ts";
import { parseSettings } from "../../shared/settings/settings.ts";

const key = ecKey("k-1");
const entry = { id: "main", issuer: "https://a.example", audience: "app", jwksUri: "https://a.example/keys" };
const other = { ...entry, id: "other", issuer: "https://b.example", jwksUri: "https://b.example/keys" };
const settingsOf = (...issuers: readonly object[]) =>
  parseSettings({
    TABLE_NAME: "countersign",
    KMS_KEY_ID: "key",
    EVENT_BUS_NAME: "bus",
    AUDIT_LOG_GROUP: "audit",
    SERVICE_ISSUER: "https://2fa.example.com",
    TRUSTED_ISSUERS: JSON.stringify(issuers),
  });
const selfCheck = {
  id: "prove",
  issuer: "https://b.example",
  audience: "prove",
  jwks: { keys: [key.publicJwk] },
  tenantClaim: "org",
  tenants: ["prove-*"],
};
const changed = (change: object) => () => settingsOf({ ...entry, ...change });

describe("an entry that cannot be meant so stops the start, with a sentence:", () => {
  it.each([
    [
      "a broken inline key",
      { jwksUri: undefined, jwks: { keys: [{ kty: "EC", crv: "P-256", x: "x", y: "y" }] } },
      "0.jwks.keys.0): is not a whole public key",
    ],
    [
      "a private key",
      { jwksUri: undefined, jwks: { keys: [{ ...key.privateKey.export({ format: "jwk" }), kid: "k" }] } },
      "is a private key",
    ],
    ["no keys at all", { jwksUri: undefined }, "give either jwksUri or jwks"],
    ["an adminRole without rolesClaim", { adminRole: "admin" }, "0.adminRole): needs rolesClaim"],
    ["an operatorRole without rolesClaim", { operatorRole: "ops" }, "0.operatorRole): needs rolesClaim"],
    ["the service itself as the issuer", { issuer: "https://2fa.example.com" }, "0.issuer): is this service itself"],
    [
      "the service itself among the issuer's spellings",
      { issuer: ["https://a.example", "https://2fa.example.com/"] },
      "is this service itself",
    ],
    [
      "the service itself as the audience",
      { audience: "https://2fa.example.com" },
      "0.audience): is this service itself",
    ],
    ["blanks around the issuer", { issuer: " https://a.example" }, "has blanks around it"],
    ["the e-mail address as the user", { subjectClaim: "email" }, "0.subjectClaim): never email"],
    ["a name as the user", { subjectClaim: "preferred_username" }, "0.subjectClaim): never email"],
    ["iat as the time of the password", { authTimeClaim: "iat" }, "0.authTimeClaim): never iat"],
    [
      "a first enrolment from iat beside a claim that tells",
      { authTimeClaim: "pwd", firstEnrollmentFromIat: true },
      "0.firstEnrollmentFromIat): cannot go with authTimeClaim",
    ],
    [
      "a tenant and a claim for it",
      { tenant: "acme", tenantClaim: "org" },
      "0.tenant): give either tenant or tenantClaim",
    ],
    ["tenants without a claim", { tenants: ["acme"] }, "0.tenants): needs tenantClaim"],
    ["a star in the middle of a tenant", { tenantClaim: "org", tenants: ["a*b"] }, "0.tenants.0)"],
    ["the self-check's tenants", { tenant: "prove-1" }, "0.tenant): tenants that begin with prove-"],
    [
      "several apps, and no word of which may manage the second step",
      { audience: ["app", "shop"] },
      "0.accessTokenFor): name the apps",
    ],
    [
      "several apps and a role, and no word of the admins' app",
      { audience: ["app", "shop"], accessTokenFor: ["app"], rolesClaim: "r", adminRole: "a" },
      "0.adminFor): name the apps",
    ],
    [
      "an app that is not in the audience",
      { accessTokenFor: ["shop"] },
      "0.accessTokenFor): names an app that is not in audience",
    ],
    [
      "an admins' app whose logins bring no access token",
      { audience: ["app", "shop"], accessTokenFor: ["app"], adminFor: ["shop"] },
      "0.adminFor): names an app that accessTokenFor does not",
    ],
    ["operators' tenants without operators", { operatorTenants: ["acme"] }, "0.operatorTenants): needs operatorRole"],
    ["sharing with nobody", { sharesTenants: ["nobody"] }, "0.sharesTenants): nobody is no other issuer's id"],
    ["a field that does not exist", { tenantclaim: "org" }, "no field is called tenantclaim"],
    ["a symmetric algorithm", { algorithms: ["HS256"] }, "0.algorithms.0)"],
  ])("%s", (_, change, sentence) => {
    expect(changed(change)).toThrow(sentence);
    expect(changed(change)).not.toThrow(/[Ii]nvalid input|Too small|expected/);
  });
});

describe("issuers that can reach one tenant", () => {
  const byClaim = { tenantClaim: "org" };
  const bothWays = [
    { ...entry, sharesTenants: ["other"] },
    { ...other, sharesTenants: ["main"] },
  ] as const;

  it.each([
    ["both have all users in one", entry, other],
    ["one may name any", { ...entry, ...byClaim }, { ...other, tenant: "acme" }],
    ["both may name any", { ...entry, ...byClaim }, { ...other, ...byClaim }],
    ["a pattern holds the other's name", { ...entry, ...byClaim, tenants: ["shop-*"] }, { ...other, tenant: "shop-1" }],
    [
      "patterns overlap",
      { ...entry, ...byClaim, tenants: ["shop-*"] },
      { ...other, ...byClaim, tenants: ["shop-e*", "x"] },
    ],
    ["only one shares", bothWays[0], other],
    ["the one whose admins keep their power is not shared with", entry, { ...other, admins: false }],
  ] as const)("stop the start if they do not say whose admins may act: %s", (_, one, two) => {
    expect(() => settingsOf(one, two)).toThrow(/can name the same tenant/);
  });

  it.each([
    ["they share both ways", ...bothWays],
    ["neither's admins have power", { ...entry, admins: false }, { ...other, admins: false }],
    [
      "one is shared with, and its own admins have no power",
      { ...entry, sharesTenants: ["other"], admins: false },
      other,
    ],
    ["each is bound to its own", { ...entry, tenant: "acme" }, { ...other, tenant: "umbrella" }],
    [
      "their patterns do not meet",
      { ...entry, ...byClaim, tenants: ["a-*"] },
      { ...other, ...byClaim, tenants: ["b-*", "a"] },
    ],
    ["one is the self-check", { ...entry, ...byClaim }, selfCheck],
  ])("start if %s", (_, one, two) => {
    expect(settingsOf(one, two).trustedIssuers).toHaveLength(2);
  });
});

it("an entry for one app needs no word of access tokens and admins", () => {
  expect(settingsOf({ ...entry, rolesClaim: "r", adminRole: "a" }).trustedIssuers[0]).toMatchObject({
    issuer: ["https://a.example"],
    audience: ["app"],
    accessTokenFor: ["app"],
    adminFor: ["app"],
    maxTokenSeconds: 86_400,
    assertionRoles: false,
  });
});

it("what was read can be read again: a deployment writes it anew", () => {
  const [read] = settingsOf({ ...entry, tenantClaim: "org", tenants: ["acme", "shop-*"] }).trustedIssuers;
  expect(settingsOf(read ?? {}).trustedIssuers[0]).toEqual(read);
});

it.each([
  [
    "keys that somebody else may change",
    { jwks: undefined, jwksUri: "https://b.example/keys" },
    "jwks): the self-check",
  ],
  ["other tenants", { tenants: ["prove-*", "acme"] }, "tenants): the self-check"],
  ["no tenants", { tenants: undefined }, "tenants): the self-check"],
  ["a role", { rolesClaim: "roles", operatorRole: "operator" }, "rolesClaim): the self-check"],
  ["tenants that it shares", { sharesTenants: ["main"] }, "sharesTenants): the self-check"],
  ["the audience of an app", { audience: "app" }, "audience): the self-check"],
])("the self-check's entry has no power anywhere else: %s", (_what, change, sentence) => {
  expect(() => settingsOf(entry, { ...selfCheck, ...change })).toThrow(sentence);
});
