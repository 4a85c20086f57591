import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { kidOf, slotAt } from "../../shared/identity/signing-keys.ts";
import { caller, good, goodAccess, proofs, signed, store, tokens, vault } from "./signed-logins.ts";
import { acmeIssuer, claimsIn, now, seconds, serviceIssuer, tokensWith } from "./world.ts";

const random: unknown = expect.stringMatching(/^[\w-]{22}$/);
const always = {
  iss: serviceIssuer,
  sub: "alice",
  tenant: "acme-corp",
  idp: "acme",
  iat: seconds,
  exp: seconds + 300,
  auth_time: seconds - 10,
  jti: random,
};
const twoFactors = { acr: "urn:countersign:2fa" };
const byMethod = [
  ["totp", { ...twoFactors, amr: ["pwd", "otp", "mfa"], factor: "totp" }, { factorId: "fac_app" }],
  ["sms", { ...twoFactors, amr: ["pwd", "sms", "mfa"], factor: "sms" }, { factorId: "fac_phone" }],
  ["backup_code", { ...twoFactors, amr: ["pwd", "otp", "mfa"], factor: "backup_code" }, {}],
] as const;

describe("the assertion has exactly the claims of the contract", () => {
  it.each(byMethod)("by %s", async (method, how, which) => {
    const { assertion, expiresAt } = await signed({ proof: proofs[method] });
    expect(decodeProtectedHeader(assertion)).toEqual({
      alg: "ES256",
      typ: "mfa-assertion+jwt",
      kid: kidOf(slotAt(now)),
    });
    expect(claimsIn(assertion)).toEqual({ ...always, aud: "shop", ...how, ...which });
    expect(expiresAt).toBe(now + 300_000);
  });

  it("of the password alone comes without an access token", async () => {
    const { assertion, accessToken } = await signed({ proof: null });
    expect(claimsIn(assertion)).toEqual({ ...always, aud: "shop", acr: "urn:countersign:1fa", amr: ["pwd"] });
    expect(accessToken).toBeNull();
  });

  it("with the roles only where the issuer's entry says so", async () => {
    const withRoles = tokensWith({ store, vault, issuers: [acmeIssuer({ assertionRoles: true })] });
    expect(claimsIn((await signed({}, withRoles)).assertion)["roles"]).toEqual(["2fa-admin", "reader"]);
  });
});

describe("the access token has exactly the claims of the contract", () => {
  it.each(byMethod)("by %s", async (method, how) => {
    const { accessToken } = await signed({ proof: proofs[method] });
    expect(decodeProtectedHeader(accessToken ?? "")).toEqual({ alg: "ES256", typ: "at+jwt", kid: kidOf(slotAt(now)) });
    expect(claimsIn(accessToken ?? "")).toEqual({
      ...always,
      aud: serviceIssuer,
      ...how,
      client_id: "shop",
      factorId: proofs[method].factorId,
      epoch: 3,
      roles: ["2fa-admin"],
    });
  });

  it("for the apps that accessTokenFor names, with roles for those that adminFor names", async () => {
    const narrow = tokensWith({ store, vault, issuers: [acmeIssuer({ accessTokenFor: ["shop"], adminFor: [] })] });
    expect((await signed({ app: "bank" }, narrow)).accessToken).toBeNull();
    expect(claimsIn((await signed({ app: "shop" }, narrow)).accessToken ?? "")["roles"]).toEqual([]);
  });

  it("with no admin's role where the entry's admins have no power", async () => {
    const powerless = tokensWith({ store, vault, issuers: [acmeIssuer({ admins: false })] });
    expect(claimsIn((await signed({}, powerless)).accessToken ?? "")["roles"]).toEqual([]);
  });
});

it("auth_time is left out where it is not known", async () => {
  const { assertion, accessToken } = await signed({ caller: { ...caller, passwordAt: null } });
  for (const token of [assertion, accessToken ?? ""]) expect(claimsIn(token)).not.toHaveProperty("auth_time");
});

it("no two have the same jti", async () => {
  const all = await Promise.all(Array.from({ length: 25 }, async () => signed()));
  const ids = all.flatMap(({ assertion, accessToken }) =>
    [assertion, accessToken ?? ""].map((it) => claimsIn(it)["jti"]),
  );
  expect(new Set(ids).size).toBe(50);
});

it("a client app verifies the assertion offline with the published keys, and takes no access token for one", async () => {
  const keys = createLocalJWKSet({ keys: (await tokens.jwks(now)).map((jwk) => ({ ...jwk, kty: "EC" })) });
  const checks = {
    issuer: serviceIssuer,
    audience: "shop",
    algorithms: ["ES256"],
    typ: "mfa-assertion+jwt",
    currentDate: new Date(now),
  };
  expect((await jwtVerify(good.assertion, keys, checks)).payload["acr"]).toBe("urn:countersign:2fa");
  await expect(jwtVerify(goodAccess, keys, checks)).rejects.toThrow();
});

describe("an access token as a bearer", () => {
  it("says who called and that the second factor was right", async () => {
    expect(await tokens.identify(goodAccess, now)).toEqual({
      ...caller,
      kind: "access-token",
      roles: ["2fa-admin"],
      namedRoles: { named: ["2fa-admin"], isStaff: true },
      email: null,
      username: null,
      secondFactor: { epoch: 3, factorId: "fac_app", tokenId: claimsIn(goodAccess)["jti"], method: "totp" },
    });
  });
  it("names the set of backup codes that earned it", async () => {
    const { accessToken } = await signed({ proof: proofs.backup_code });
    expect((await tokens.identify(accessToken ?? "", now))?.secondFactor).toMatchObject({ factorId: `bc_${now}` });
  });
  it("keeps an unknown time of the password unknown", async () => {
    const { accessToken } = await signed({ caller: { ...caller, passwordAt: null } });
    expect((await tokens.identify(accessToken ?? "", now))?.passwordAt).toBeNull();
  });
  it("is over with its lifetime: the clock is our own", async () => {
    expect(await tokens.identify(goodAccess, now + 299_000)).not.toBeNull();
    expect(await tokens.identify(goodAccess, now + 300_000)).toBeNull();
  });
  it("counts for nothing where only the login's own token does", async () => {
    expect(await tokens.faultOf(goodAccess, now, "first-factor")).toBe("first_factor_needed");
  });

  it.each([
    ["the issuer", { id: "acme-2" }],
    ["the app", { accessTokenFor: ["bank"], adminFor: [] }],
    ["the role", { adminRole: "other" }],
    ["the app for the role", { adminFor: ["bank"] }],
    ["the power of its admins", { admins: false }],
  ])("is refused once today's settings do not name %s", async (_, changed) => {
    const today = tokensWith({ store, vault, issuers: [acmeIssuer(changed)] });
    expect(await today.faultOf(goodAccess, now)).toBe("settings_changed");
  });
});
