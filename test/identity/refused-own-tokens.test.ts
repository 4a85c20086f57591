import { decodeProtectedHeader } from "jose";
import { describe, expect, it } from "vitest";
import { kidOf, slotAt } from "../../shared/identity/signing-keys.ts";
import { good, goodAccess, records, signed, tokens, vault } from "./signed-logins.ts";
import {
  acmeKey,
  base64url,
  claimsIn,
  ecKey,
  goodClaims,
  now,
  privateKeyOf,
  seconds,
  serviceIssuer,
  tokenOf,
  tokensWith,
} from "./world.ts";

describe("proves nothing:", () => {
  const kid = kidOf(slotAt(now));
  const claims = claimsIn(goodAccess);
  const mallory = { ...ecKey(kid), kid };
  const typ = "at+jwt";
  /** Signed with the real key: a bug of ours alone could sign it. */
  const real = async (changed: object, header: object = {}) => {
    const record = records.get(kid);
    if (record === undefined) throw new Error("no key");
    const jwk = await vault.open({ tenant: "~service", purpose: "signing", about: [kid] }, record.sealedPrivateJwk);
    return tokenOf({ alg: "ES256", kid, privateKey: privateKeyOf(jwk) }, { ...claims, ...changed }, { typ, ...header });
  };
  const [header, body, signature] = goodAccess.split(".");

  it("(the real key makes a good one)", async () => {
    for (const exp of [seconds + 300, seconds + 1])
      expect(await tokens.identify(await real({ exp }), now)).not.toBeNull();
  });

  it.each([
    ["an assertion", async () => good.assertion],
    ["an assertion that calls itself an access token", () => real(claimsIn(good.assertion))],
    ["an access token that calls itself an assertion", () => real({}, { typ: "mfa-assertion+jwt" })],
    ["presented with the type of a first-factor token", () => real({}, { typ: "JWT" })],
    ["presented without a type", () => real({}, { typ: undefined })],
    ["the audience is an app", () => real({ aud: "shop" })],
    ["the audience is us and an app", () => real({ aud: [serviceIssuer, "shop"] })],
    ["no audience", () => real({ aud: undefined })],
    ["no app", () => real({ client_id: undefined })],
    ["no tenant", () => real({ tenant: undefined })],
    ["the deployment's own tenant", () => real({ tenant: "~service" })],
    ["no subject", () => real({ sub: undefined })],
    ["no expiry", () => real({ exp: undefined })],
    ["over, by our own clock", () => real({ exp: seconds })],
    ["not valid yet", () => real({ nbf: seconds + 31 })],
    ["issued in the future", () => real({ iat: seconds + 31 })],
    ["an issuer id that is not configured", () => real({ idp: "constructor" })],
    ["no issuer id", () => real({ idp: undefined })],
    ["no epoch", () => real({ epoch: undefined })],
    ["an epoch that is no whole number", () => real({ epoch: 1.5 })],
    ["no factor's id", () => real({ factorId: undefined })],
    ["the password alone", () => real({ acr: "urn:countersign:1fa", amr: ["pwd"] })],
    ["2fa without mfa", () => real({ amr: ["pwd", "otp"] })],
    ["mfa without 2fa", () => real({ acr: "urn:countersign:1fa" })],
    ["roles that are no list", () => real({ roles: "2fa-admin" })],
    ["a stranger's key under our kid", async () => tokenOf(mallory, claims, { typ })],
    [
      "a stranger's key in the header",
      async () => tokenOf(mallory, claims, { typ, jwk: mallory.publicJwk, jku: "https://evil.example" }),
    ],
    ["the first-factor issuer's key", async () => tokenOf(acmeKey, claims, { typ })],
    ["alg none", async () => `${base64url({ alg: "none", typ, kid })}.${body}.`],
    ["claims changed", async () => `${header}.${base64url({ ...claims, sub: "bob" })}.${signature}`],
    ["a trusted login claims to be us", async () => tokenOf(acmeKey, { ...goodClaims, iss: serviceIssuer })],
    ["our key signs for a trusted login", () => real({ ...goodClaims }, { typ: "JWT" })],
    ["an access token whose iss is a trusted login", () => real({ iss: goodClaims.iss, org: "acme-corp" })],
  ])("%s", async (_, token) => {
    expect(await tokens.identify(await token(), now)).toBeNull();
  });

  it.each([
    ["no app", { client_id: undefined }, "claims"],
    ["more than us as its audience", { aud: [serviceIssuer, "shop"] }, "claims"],
    ["another audience", { aud: "shop" }, "audience"],
    ["an issuer id that is not configured", { idp: "gone" }, "settings_changed"],
  ])("the log hears that it has %s", async (_, changed, fault) => {
    expect(await tokens.faultOf(await real(changed), now)).toBe(fault);
  });

  it("another deployment's access token, even with the same kid", async () => {
    const other = tokensWith({ serviceIssuer: "https://2fa.other.example" });
    const foreign = (await signed({}, other)).accessToken ?? "";
    expect(decodeProtectedHeader(foreign).kid).toBe(kid);
    expect(await other.identify(foreign, now)).not.toBeNull();
    expect(await tokens.identify(foreign, now)).toBeNull();
    expect(
      await tokens.identify(tokenOf(mallory, { ...claimsIn(foreign), iss: serviceIssuer }, { typ }), now),
    ).toBeNull();
  });
});
