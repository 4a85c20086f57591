import { describe, expect, it } from "vitest";
import { callerFor } from "./world.ts";

describe("roles", () => {
  it.each([
    { roles: [1, true, null] },
    { roles: true },
    { roles: null },
    { roles: 7 },
    { roles: [{ id: "2fa-admin" }] },
  ])("are none at all if the claim has another shape: %j", async (claims) => {
    expect(await callerFor(claims, { rolesClaim: "roles" })).toMatchObject({ roles: [] });
  });

  it.each([
    ["an array", "roles", { roles: ["a", "2fa-admin"] }, ["a", "2fa-admin"]],
    ["words in a string", "scope", { scope: " a  2fa-admin " }, ["a", "2fa-admin"]],
    ["Cognito's name", "cognito:groups", { "cognito:groups": ["2fa-admin"] }, ["2fa-admin"]],
    ["an Auth0 URL", "https://acme.example/roles", { "https://acme.example/roles": ["2fa-admin"] }, ["2fa-admin"]],
    ["an array with other things in it, which are skipped", "roles", { roles: ["2fa-admin", 1, null] }, ["2fa-admin"]],
    ["Casdoor's objects", "roles", { roles: [{ name: "2fa-admin" }, { name: 7 }] }, ["2fa-admin"]],
    ["Zitadel's keys", "urn:zitadel:roles", { "urn:zitadel:roles": { "2fa-admin": { 1: "acme" } } }, ["2fa-admin"]],
    [
      "a client id with dots, as in Keycloak",
      "resource_access.my.shop.roles",
      { resource_access: { "my.shop": { roles: ["2fa-admin"] }, my: { shop: { roles: ["x"] } } } },
      ["2fa-admin"],
    ],
    ["Keycloak's path", "realm_access.roles", { realm_access: { roles: ["2fa-admin"] } }, ["2fa-admin"]],
  ])("from %s", async (_, rolesClaim, claims, roles) => {
    expect(await callerFor(claims, { rolesClaim })).toMatchObject({ roles, isAdmin: true, isOperator: false });
  });

  it.each([
    ["the admin's among words that are another role's", "scope", { scope: "not-2fa-admin x2fa-admin" }],
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
    const powerless = { adminRole: undefined, operatorRole: undefined, adminFor: undefined };
    expect(await callerFor({ roles: ["2fa-admin", "2fa-operator", "undefined"] }, powerless)).toMatchObject({
      isAdmin: false,
      isOperator: false,
    });
  });
  it("are not read if the issuer names no claim", async () => {
    expect(await callerFor({}, { rolesClaim: undefined, adminRole: undefined, operatorRole: undefined })).toMatchObject(
      { roles: [], isAdmin: false },
    );
  });
  it("of several words in one text count as one role, where the issuer names it so", async () => {
    expect(await callerFor({ role: "2FA Admins" }, { rolesClaim: "role", adminRole: "2FA Admins" })).toMatchObject({
      isAdmin: true,
    });
  });
  it("give no power in a token for another app than the admins', and none where the issuer's admins have none", async () => {
    expect(await callerFor({}, { adminFor: ["bank"] })).toMatchObject({ isAdmin: false });
    expect(await callerFor({ aud: "bank" }, { adminFor: ["bank"] })).toMatchObject({ isAdmin: true });
    expect(await callerFor({}, { admins: false })).toMatchObject({ isAdmin: false });
  });
  it.each([
    ["words in one text, and the text itself", "reader writer", ["reader writer", "reader", "writer"], false],
    ["one word once", "reader", ["reader"], false],
    ["a list without its empty entries", ["", "reader", { name: "" }], ["reader"], false],
    ["an object's keys", { reader: {}, "2fa-admin": {} }, ["reader", "2fa-admin"], true],
    ["an operator's", ["2fa-operator"], ["2fa-operator"], true],
    ["none, of an empty list", [], [], false],
    ["none, of an empty text", "", [], false],
    ["none, of an empty object", {}, [], false],
    ["unknown, of a number", 7, null, false],
    ["unknown, of true", true, null, false],
    ["unknown, of null", null, null, false],
    ["unknown, of nothing", undefined, null, false],
  ])("a policy asks for are %s", async (_, roles, named, isStaff) => {
    expect((await callerFor({ roles }))?.namedRoles).toEqual({ named, isStaff });
  });
  it("an operator's of several words counts as one role", async () => {
    const issuer = { rolesClaim: "role", operatorRole: "2FA Operators" };
    expect(await callerFor({ role: "2FA Operators" }, issuer)).toMatchObject({
      roles: ["2FA Operators"],
      isOperator: true,
    });
  });
  it("give an admin's power in a token for several apps of which one is the admins'", async () => {
    expect(await callerFor({ aud: ["shop", "bank"] }, { adminFor: ["bank"] })).toMatchObject({ isAdmin: true });
  });
  it("give operators no power in a token for another app than the admins'", async () => {
    const roles = ["2fa-operator"];
    expect(await callerFor({ roles }, { adminFor: ["bank"] })).toMatchObject({ isOperator: false });
    expect(await callerFor({ roles: ["reader"] })).toMatchObject({ isOperator: false, isAdmin: false });
  });
  it("tell operators from admins", async () => {
    expect(await callerFor({ roles: ["2fa-operator"] })).toMatchObject({ isAdmin: false, isOperator: true });
  });
});
