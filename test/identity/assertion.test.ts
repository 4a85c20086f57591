import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import type { AssertedMethod, Caller } from "../../shared/identity/caller.ts";
import { kidOf, slotAt } from "../../shared/identity/signing-slots.ts";
import {
  acmeIssuer,
  acmeKey,
  base64url,
  claimsIn,
  ecKey,
  fakeVault,
  goodClaims,
  memoryStore,
  now,
  privateKeyOf,
  seconds,
  serviceIssuer,
  tokenOf,
  tokensWith,
} from "./world.ts";

const { store, records } = memoryStore();
const { vault } = fakeVault();
const tokens = tokensWith({ store, vault });
const firstFactor: Caller = {
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
};
const factorIds = { totp: "fac_app", sms: "fac_phone", backup_code: null } as const;
const assertionFor = async (method: AssertedMethod, caller: Caller = firstFactor, at = now) =>
  (await tokens.signer(at))({ caller, method, factorId: method && factorIds[method], epoch: 3, now: at });
const { assertion: good } = await assertionFor("totp");

describe("claims are exactly those of the contract", () => {
  const random: unknown = expect.stringMatching(/^[\w-]{22}$/);
  const always = {
    iss: serviceIssuer,
    aud: ["shop", "countersign"],
    sub: "alice",
    tenant: "acme-corp",
    idp: "acme",
    iat: seconds,
    exp: seconds + 300,
    auth_time: seconds - 10,
    jti: random,
    roles: ["2fa-admin", "reader"],
    epoch: 3,
  };
  it.each([
    ["totp", { amr: ["pwd", "otp", "mfa"], acr: "urn:countersign:2fa", factor: "totp", factorId: "fac_app" }],
    ["sms", { amr: ["pwd", "sms", "mfa"], acr: "urn:countersign:2fa", factor: "sms", factorId: "fac_phone" }],
    ["backup_code", { amr: ["pwd", "otp", "mfa"], acr: "urn:countersign:2fa", factor: "backup_code" }],
    [null, { amr: ["pwd"], acr: "urn:countersign:1fa" }],
  ] as const)("by %s", async (method, own) => {
    const { assertion, expiresAt } = await assertionFor(method);
    expect(decodeProtectedHeader(assertion)).toEqual({
      alg: "ES256",
      typ: "mfa-assertion+jwt",
      kid: kidOf(slotAt(now)),
    });
    expect(claimsIn(assertion)).toEqual({ ...always, ...own });
    expect(expiresAt).toBe(now + 300_000);
  });

  it("auth_time is left out where it is not known", async () => {
    const { assertion } = await assertionFor("totp", { ...firstFactor, passwordAt: null });
    expect(claimsIn(assertion)).not.toHaveProperty("auth_time");
  });
  it("no two have the same jti", async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => assertionFor("totp")));
    expect(new Set(all.map(({ assertion }) => claimsIn(assertion)["jti"])).size).toBe(50);
  });
});

it("a client app verifies it offline with the published keys", async () => {
  const keys = (await tokens.jwks(now)).map((jwk) => ({ ...jwk, kty: "EC" }));
  const checks = {
    issuer: serviceIssuer,
    audience: "shop",
    algorithms: ["ES256"],
    typ: "mfa-assertion+jwt",
    currentDate: new Date(now),
  };
  expect((await jwtVerify(good, createLocalJWKSet({ keys }), checks)).payload["acr"]).toBe("urn:countersign:2fa");
});

describe("as a bearer token", () => {
  it("says who called and that the second factor was right", async () => {
    expect(await tokens.identify(good, now)).toEqual({
      ...firstFactor,
      kind: "assertion",
      expiresAt: now + 300_000,
      email: null,
      username: null,
      secondFactor: { epoch: 3, factorId: "fac_app", assertionId: claimsIn(good)["jti"] },
    });
  });
  it("names no factor where a backup code earned it", async () => {
    const { assertion } = await assertionFor("backup_code");
    expect((await tokens.identify(assertion, now))?.secondFactor).toMatchObject({ epoch: 3, factorId: null });
  });
  it("without a second factor it has no epoch", async () => {
    const { assertion } = await assertionFor(null);
    expect(await tokens.identify(assertion, now)).toMatchObject({ kind: "assertion", secondFactor: null });
  });
  it("keeps an unknown time of the password unknown", async () => {
    const { assertion } = await assertionFor("sms", { ...firstFactor, passwordAt: null });
    expect((await tokens.identify(assertion, now))?.passwordAt).toBeNull();
  });
  it("is over with its lifetime and the leeway", async () => {
    expect(await tokens.identify(good, now + 329_000)).not.toBeNull();
    expect(await tokens.identify(good, now + 330_000)).toBeNull();
  });
  it("roles count as the issuer's settings say now", async () => {
    const changed = tokensWith({ store, vault, issuers: [acmeIssuer({ adminRole: "other", operatorRole: "reader" })] });
    expect(await changed.identify(good, now)).toMatchObject({ isAdmin: false, isOperator: true });
  });
  it("is nothing once its issuer is not trusted any more", async () => {
    const changed = tokensWith({ store, vault, issuers: [acmeIssuer({ id: "acme-2" })] });
    expect(await changed.identify(good, now)).toBeNull();
  });
});

describe("an assertion never extends itself", () => {
  const renewed = async (method: AssertedMethod, at: number) => {
    const caller = await tokens.identify(good, at);
    if (caller === null) throw new Error("the assertion should be good");
    return (await assertionFor(method, caller, at)).expiresAt;
  };
  it("without a new code it ends when the first one does", async () => {
    expect(await renewed(null, now + 200_000)).toBe(now + 300_000);
  });
  it("a new code gives a full life", async () => {
    expect(await renewed("totp", now + 200_000)).toBe(now + 500_000);
  });

  const password = firstFactor.passwordAt ?? 0;
  const twelveHours = 12 * 60 * 60 * 1000;
  const proven = (at: number, changed: Partial<Caller> = {}): Caller => ({
    ...firstFactor,
    kind: "assertion",
    expiresAt: at + 60_000,
    ...changed,
  });
  const endAfterCode = async (at: number, caller: Caller) => (await assertionFor("sms", caller, at)).expiresAt;

  it("codes carry it on for 12 hours after the password, and no further", async () => {
    const end = password + twelveHours;
    for (const [at, expected] of [
      [end - 300_000, end],
      [end - 299_000, end],
      [end - 100_000, end],
      [end - 301_000, end - 1000],
    ] as const)
      expect(await endAfterCode(at, proven(at))).toBe(expected);
  });
  it("after 12 hours a code takes nothing off it and adds nothing to it", async () => {
    for (const at of [password + twelveHours - 30_000, password + twelveHours, password + 5 * twelveHours])
      expect(await endAfterCode(at, proven(at))).toBe(at + 60_000);
  });
  it("codes do not carry it on where the time of the password is unknown", async () => {
    expect(await endAfterCode(now, proven(now, { passwordAt: null }))).toBe(now + 60_000);
  });
  it("a first-factor token gets a full life, whatever the time of the password and its own end", async () => {
    for (const passwordAt of [null, now - 2 * twelveHours])
      for (const method of ["sms", null] as const)
        expect((await assertionFor(method, { ...firstFactor, passwordAt, expiresAt: now })).expiresAt).toBe(
          now + 300_000,
        );
  });
});

describe("proves nothing:", () => {
  const kid = kidOf(slotAt(now));
  const claims = claimsIn(good);
  const mallory = { ...ecKey(kid), kid };
  const typ = "mfa-assertion+jwt";
  /** Signed with the real key: what only a bug of ours could sign. */
  const real = async (changed: object, header: object = {}) => {
    const record = records.get(kid);
    if (record === undefined) throw new Error("no key");
    const jwk = await vault.open({ tenant: "~service", purpose: "signing", about: [kid] }, record.sealedPrivateJwk);
    return tokenOf({ alg: "ES256", kid, privateKey: privateKeyOf(jwk) }, { ...claims, ...changed }, { typ, ...header });
  };
  const [header, body, signature] = good.split(".");

  it("(the real key makes a good one)", async () => {
    expect(await tokens.identify(await real({}), now)).not.toBeNull();
  });

  it.each([
    ["presented with the type of a first-factor token", () => real({}, { typ: "JWT" })],
    ["presented without a type", () => real({}, { typ: undefined })],
    ["the audience is not us", () => real({ aud: ["shop"] })],
    ["no audience", () => real({ aud: undefined })],
    ["no tenant", () => real({ tenant: undefined })],
    ["the deployment's own tenant", () => real({ tenant: "~service" })],
    ["no subject", () => real({ sub: undefined })],
    ["no expiry", () => real({ exp: undefined })],
    ["not valid yet", () => real({ nbf: seconds + 31 })],
    ["issued in the future", () => real({ iat: seconds + 31 })],
    ["an issuer id that is not configured", () => real({ idp: "constructor" })],
    ["no issuer id", () => real({ idp: undefined })],
    ["no epoch", () => real({ epoch: undefined })],
    ["an epoch that is no whole number", () => real({ epoch: 1.5 })],
    ["roles that are no list", () => real({ roles: "2fa-admin" })],
    ["a stranger's key under our kid", async () => tokenOf(mallory, claims, { typ })],
    [
      "a stranger's key in the header",
      async () => tokenOf(mallory, claims, { typ, jwk: mallory.publicJwk, jku: "https://evil.example" }),
    ],
    ["the first-factor issuer's key", async () => tokenOf(acmeKey, claims, { typ })],
    ["alg none", async () => `${base64url({ alg: "none", typ, kid })}.${body}.`],
    ["claims changed", async () => `${header}.${base64url({ ...claims, sub: "bob" })}.${signature}`],
    [
      "a trusted login claims to be us",
      async () => tokenOf(acmeKey, { ...goodClaims, iss: serviceIssuer, aud: ["shop", "countersign"] }),
    ],
    ["our key signs for a trusted login", () => real({ ...goodClaims }, { typ: "JWT" })],
    ["an assertion whose iss is a trusted login", () => real({ iss: goodClaims.iss, org: "acme-corp" })],
  ])("%s", async (_, token) => {
    expect(await tokens.identify(await token(), now)).toBeNull();
  });

  it("another deployment's assertion, even with the same kid", async () => {
    const other = tokensWith({ serviceIssuer: "https://2fa.other.example" });
    const { assertion } = await (
      await other.signer(now)
    )({
      caller: firstFactor,
      method: "totp",
      factorId: "fac_app",
      epoch: 3,
      now,
    });
    expect(decodeProtectedHeader(assertion).kid).toBe(kid);
    expect(await other.identify(assertion, now)).not.toBeNull();
    expect(await tokens.identify(assertion, now)).toBeNull();
    expect(
      await tokens.identify(tokenOf(mallory, { ...claimsIn(assertion), iss: serviceIssuer }, { typ }), now),
    ).toBeNull();
  });

  it.each([
    ["2fa without mfa", { acr: "urn:countersign:2fa", amr: ["pwd", "otp"] }],
    ["mfa without 2fa", { acr: "urn:countersign:1fa", amr: ["pwd", "otp", "mfa"] }],
  ])("%s is not a second factor", async (_, changed) => {
    expect(await tokens.identify(await real(changed), now)).toMatchObject({ secondFactor: null });
  });
});
