import { describe, expect, it } from "vitest";
import type { Login } from "../../shared/identity/caller.ts";
import { signWith } from "../../shared/identity/own-tokens.ts";
import { caller, proofs, signed, store, tokens, vault } from "./signed-logins.ts";
import { acmeIssuer, acmeKey, claimsIn, now, serviceIssuer, tokensWith } from "./world.ts";

const bypass = { method: "bypass_code", factorId: "by_1" } as const;
const accessOf = async (changed: Partial<Login> = {}) => claimsIn((await signed(changed)).accessToken ?? "");
const assertionOf = async (changed: Partial<Login> = {}) => claimsIn((await signed(changed)).assertion);

describe("the assertion", () => {
  it.each([
    ["checked who holds it", true],
    ["did not", false],
  ])("of a passkey says that no phishing page can have it, and that the authenticator %s", async (_, userVerified) => {
    const proof = { method: "passkey", factorId: "fac_key", userVerified } as const;
    expect(await assertionOf({ proof })).toMatchObject({ factor: "passkey", phr: true, uv: userVerified });
  });
  it("of a passkey whose authenticator told nothing says that it did not check", async () => {
    expect(await assertionOf({ proof: { method: "passkey", factorId: "fac_key" } })).toMatchObject({ uv: false });
  });
  it.each(Object.values(proofs))("of $method says nothing of phishing", async (proof) => {
    expect(await assertionOf({ proof })).not.toHaveProperty("phr");
    expect(await assertionOf({ proof })).not.toHaveProperty("uv");
  });
  it("of a code that was read out says so in amr and channel, and another has no channel", async () => {
    const called = await assertionOf({ proof: { ...proofs.sms, channel: "voice" } });
    expect(called).toMatchObject({ amr: ["pwd", "tel", "mfa"], channel: "voice", factor: "sms" });
    expect(await assertionOf({ proof: proofs.sms })).not.toHaveProperty("channel");
  });
  it("of a remembered device counts for neither one factor nor two", async () => {
    expect(await assertionOf({ proof: null, remembered: true })).toMatchObject({ acr: "urn:countersign:remembered" });
  });
});

describe("an access token is not brought", () => {
  it("by a bypass code, whose assertion names no factor", async () => {
    const { assertion, accessToken, expiresAt } = await signed({ proof: bypass });
    expect(accessToken).toBeNull();
    expect(claimsIn(assertion)).toMatchObject({ factor: "bypass_code", amr: ["pwd", "otp", "mfa"] });
    expect(claimsIn(assertion)).not.toHaveProperty("factorId");
    expect(expiresAt).toBe(now + 300_000);
  });
  it("by a login of an issuer that the settings name no more; its assertion is still signed", async () => {
    const { assertion, accessToken } = await signed({ caller: { ...caller, issuerId: "gone" } });
    expect(accessToken).toBeNull();
    expect(claimsIn(assertion)).toMatchObject({ idp: "gone", acr: "urn:countersign:2fa" });
  });
  it("by another issuer's settings than the login's own", async () => {
    const narrow = acmeIssuer({ id: "twin", issuer: "https://twin.example", accessTokenFor: [], adminFor: [] });
    const both = tokensWith({ store, vault, issuers: [acmeIssuer(), narrow] });
    expect((await signed({ caller: { ...caller, issuerId: "twin" } }, both)).accessToken).toBeNull();
    expect((await signed({}, both)).accessToken).not.toBeNull();
  });
});

it.each([
  [300, 60, 60, 300],
  [60, 300, 60, 60],
])("of an assertion for %i s and an access token for %i s the login ends with the first", async (...row) => {
  const [assertionSeconds, accessTokenSeconds, both, assertionAlone] = row;
  const settings = { serviceIssuer, assertionSeconds, accessTokenSeconds, trustedIssuers: [acmeIssuer()] };
  const sign = signWith(acmeKey.privateKey, "k", settings);
  const login: Login = { caller, app: "shop", proof: proofs.totp, epoch: 0, now };
  expect((await sign(login)).expiresAt).toBe(now + both * 1000);
  expect((await sign({ ...login, proof: null })).expiresAt).toBe(now + assertionAlone * 1000);
});

describe("roles in an access token", () => {
  const withNamed = (named: readonly string[] | null, changed: object = {}) => ({
    caller: { ...caller, ...changed, namedRoles: { named, isStaff: true } },
  });
  const plain = { roles: ["reader"] };
  it.each([
    ["told, where they are more than those of the settings", ["2fa-admin", "reader"], {}, ["2fa-admin", "reader"]],
    ["told, where they are others, as many", ["reader"], {}, ["reader"]],
    ["not told twice", ["2fa-admin"], {}, undefined],
    ["told, where there are none", [], plain, []],
    ["told, where the settings name none of them", ["reader"], plain, ["reader"]],
    ["left out, where the first token did not say", null, plain, undefined],
  ])("are %s", async (_, named, changed, told) => {
    expect((await accessOf(withNamed(named, changed)))["named_roles"]).toEqual(told);
  });
  it.each([
    [["2fa-admin", "reader"], {}, true],
    [["2fa-admin"], {}, true],
    [["reader"], plain, false],
    [[], plain, false],
    [null, plain, false],
  ])("come back as they were told: %j", async (named, changed, isStaff) => {
    const { accessToken } = await signed(withNamed(named, changed));
    expect((await tokens.identify(accessToken ?? "", now))?.namedRoles).toEqual({ named, isStaff });
  });
  it("are told where one of two that the settings name is not among them", async () => {
    const both = { roles: ["2fa-admin", "2fa-operator"] };
    for (const named of [["2fa-admin"], ["2fa-admin", "reader"]])
      expect((await accessOf(withNamed(named, both)))["named_roles"]).toEqual(named);
    expect(await accessOf(withNamed(["2fa-operator", "2fa-admin"], both))).not.toHaveProperty("named_roles");
  });
  it("of an operator are those of an operator", async () => {
    const roles = ["2fa-operator"];
    const { accessToken } = await signed({ caller: { ...caller, roles, namedRoles: { named: roles, isStaff: true } } });
    expect(await tokens.identify(accessToken ?? "", now)).toMatchObject({ isAdmin: false, isOperator: true, roles });
  });
});

describe("the name in an access token", () => {
  const named = (changed: object) => accessOf({ caller: { ...caller, ...changed } });
  it.each([
    ["that colleagues know", { username: "Alice A.", email: "a@acme.example" }, "Alice A."],
    ["of the mailbox, where there is no other", { username: null, email: "a@acme.example" }, "a@acme.example"],
    ["that is the subject is not told again", { username: "alice" }, undefined],
    ["that nobody knows", { username: null, email: null }, undefined],
    ["of somebody who acts on nobody else is not told", { username: "Alice A.", roles: ["reader"] }, undefined],
  ])("%s", async (_, changed, name) => {
    const claims = await named(changed);
    expect(claims["preferred_username"]).toBe(name);
    expect(Object.hasOwn(claims, "preferred_username")).toBe(name !== undefined);
  });
  it("is the caller's", async () => {
    const { accessToken } = await signed({ caller: { ...caller, username: "Alice A." } });
    expect((await tokens.identify(accessToken ?? "", now))?.username).toBe("Alice A.");
  });
});
