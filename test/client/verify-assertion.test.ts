import { createHmac } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  AssertionRefused,
  type Refusal,
  type Replay,
  verifyAssertion,
  type VerifyOptions,
} from "../../client/src/verify.ts";
import { verifyAssertion as earlierCheck } from "./releases/0.2/verify-assertion.ts";
import { base64url, ecKey, rsaKey, tokenOf } from "../identity/world.ts";

const now = new Date(Date.UTC(2026, 9, 14, 12));
const seconds = now.getTime() / 1000;
const issuer = "https://2fa.example.com";
const key = ecKey("k1");
const jwks = { keys: [key.publicJwk] };

const good = {
  iss: issuer,
  aud: "shop",
  sub: "alice",
  tenant: "acme",
  idp: "login",
  iat: seconds - 10,
  exp: seconds + 290,
  auth_time: seconds - 20,
  jti: "jti-1",
  amr: ["pwd", "otp", "mfa"],
  acr: "urn:countersign:2fa",
  factor: "totp",
  factorId: "fac_1",
  roles: ["reader"],
};
const user = { subject: "alice", tenant: "acme", idp: "login" };
const typ = "mfa-assertion+jwt";
const remembered = { acr: "urn:countersign:remembered", amr: ["pwd"], factor: undefined, factorId: undefined };
const assertion = (claims: object = {}, header: object = {}) =>
  tokenOf(key, { ...good, ...claims }, { typ, ...header });
const check = async (jwt: string, options: Partial<VerifyOptions> = {}) =>
  verifyAssertion(jwt, { issuer, audience: "shop", user, replay: "none", jwks, now, ...options });

/** An HMAC whose key is the public key: a checker that believes `alg` takes it for ours. */
function confused(publicKey: string): string {
  const input = `${base64url({ alg: "HS256", typ, kid: "k1" })}.${base64url(good)}`;
  return `${input}.${createHmac("sha256", publicKey).update(input).digest("base64url")}`;
}
const pem = String(key.publicKey.export({ format: "pem", type: "spki" }));
const tampered = (jwt: string) => {
  const [header, , signature] = jwt.split(".");
  return `${header}.${base64url({ ...good, sub: "mallory" })}.${signature}`;
};

describe("an assertion", () => {
  it("tells who, for whom, how and when", async () => {
    expect(await check(assertion())).toEqual({
      sub: "alice",
      tenant: "acme",
      idp: "login",
      jti: "jti-1",
      aud: "shop",
      roles: ["reader"],
      amr: ["pwd", "otp", "mfa"],
      acr: "urn:countersign:2fa",
      factor: "totp",
      factorId: "fac_1",
      phishingResistant: false,
      userVerified: null,
      issuedAt: new Date((seconds - 10) * 1000),
      expiresAt: new Date((seconds + 290) * 1000),
      passwordAt: new Date((seconds - 20) * 1000),
    });
  });

  it.each([
    ["within the leeway of a clock that is ahead", { exp: seconds - 29 }, {}],
    ["within the leeway of a clock that is behind", { iat: seconds + 30 }, {}],
    ["without roles, as most are", { roles: undefined }, {}],
    ["by a method that only a newer service knows", { factor: "passkey", amr: ["pwd", "hwk", "mfa"] }, {}],
    [
      "by a passkey, where nothing else will do",
      { factor: "passkey", amr: ["pwd", "pop", "mfa"], phr: true, uv: false },
      { requirePhishingResistant: true },
    ],
    ["that does not name the method", { factor: undefined }, {}],
    ["with a recent password", {}, { maxAge: 20 }],
    [
      "without a second factor, where none is demanded",
      { acr: "urn:countersign:1fa", amr: ["pwd"], factor: undefined },
      { requireSecondFactor: false },
    ],
    ["of a remembered device, where the app says that it knows these", remembered, { acceptRemembered: true }],
  ])("%s is accepted", async (_, claims, options) => {
    expect((await check(assertion(claims), options)).sub).toBe("alice");
  });
});

it("by a passkey says so, and whether the authenticator checked who holds it", async () => {
  const claims = { factor: "passkey", amr: ["pwd", "pop", "mfa"], phr: true };
  expect(await check(assertion({ ...claims, uv: true }))).toMatchObject({
    phishingResistant: true,
    userVerified: true,
  });
  expect(await check(assertion({ ...claims, uv: false }))).toMatchObject({ userVerified: false });
});

it("by a passkey is accepted by the check that was published before there were passkeys", async () => {
  const claims = { factor: "passkey", amr: ["pwd", "pop", "mfa"], phr: true, uv: true };
  const options = { issuer, audience: "shop", user, replay: "none", jwks, now } as const;
  expect(await earlierCheck(assertion(claims), options)).toMatchObject({ sub: "alice", factor: "passkey" });
});

type Case = readonly [what: string, jwt: string, reason: Refusal, options?: Partial<VerifyOptions>];
const refused: readonly Case[] = [
  ["of a remembered device, by an app that does not know these", assertion(remembered), "second_factor_missing"],
  [
    "of a remembered device, by an app that lets the password alone in",
    assertion(remembered),
    "second_factor_missing",
    { requireSecondFactor: false },
  ],
  [
    "of the password alone, by an app that takes remembered devices",
    assertion({ ...remembered, acr: "urn:countersign:1fa" }),
    "second_factor_missing",
    { acceptRemembered: true },
  ],
  ["no JWT", "nonsense", "malformed"],
  ["an empty string", "", "malformed"],
  ["a first-factor token", assertion({}, { typ: "JWT" }), "wrong_type"],
  ["one without a type", assertion({}, { typ: undefined }), "wrong_type"],
  ["alg none", `${base64url({ alg: "none", typ })}.${base64url(good)}.`, "wrong_algorithm"],
  ["an HMAC with the public key as PEM", confused(pem), "wrong_algorithm"],
  ["an HMAC with the public key as JWK", confused(JSON.stringify(key.publicJwk)), "wrong_algorithm"],
  ["RS256", tokenOf(rsaKey("k1"), good, { typ }), "wrong_algorithm"],
  ["an unknown kid", tokenOf(ecKey("k2"), good, { typ }), "unknown_key"],
  ["another key under a known kid", tokenOf(ecKey("k1"), good, { typ }), "bad_signature"],
  ["a key that it brings along", tokenOf(ecKey("k1"), good, { typ, jwk: ecKey("k1").publicJwk }), "bad_signature"],
  ["changed claims", tampered(assertion()), "bad_signature"],
  ["a critical extension", assertion({}, { crit: ["exp"], exp: 1 }), "malformed"],
  [
    "a code where a passkey is demanded",
    assertion(),
    "phishing_resistance_missing",
    { requirePhishingResistant: true },
  ],
  ["a claim phr that is no boolean", assertion({ phr: "yes" }), "malformed"],
  ["another service", assertion({ iss: "https://evil.example" }), "wrong_issuer"],
  ["a service with the same beginning", assertion({ iss: `${issuer}.evil.example` }), "wrong_issuer"],
  ["another app", assertion({ aud: "bank" }), "wrong_audience"],
  ["an expired one", assertion({ exp: seconds - 30 }), "expired"],
  ["one of the future", assertion({ iat: seconds + 31 }), "not_yet_valid"],
  ["one that begins later", assertion({ nbf: seconds + 31 }), "not_yet_valid"],
  ["one that is for several apps", assertion({ aud: ["shop", "bank"] }), "malformed"],
  ["an access token", assertion({ aud: issuer }, { typ: "at+jwt" }), "wrong_type"],
  ["another user", assertion(), "wrong_subject", { user: { ...user, subject: "bob" } }],
  ["the same subject of another organisation", assertion({ tenant: "thief-inc" }), "wrong_subject"],
  ["the same subject at another issuer", assertion({ idp: "social" }), "wrong_subject"],
  [
    "the password alone",
    assertion({ acr: "urn:countersign:1fa", amr: ["pwd"], factor: undefined }),
    "second_factor_missing",
  ],
  ["amr without mfa", assertion({ amr: ["pwd"] }), "second_factor_missing"],
  ["an old password", assertion({ auth_time: seconds - 331 }), "password_too_old", { maxAge: 300 }],
  ["a password of unknown age", assertion({ auth_time: undefined }), "password_too_old", { maxAge: 300 }],
  ...(["iss", "aud", "sub", "tenant", "idp", "iat", "exp", "jti", "amr", "acr"] as const).map(
    (claim) => [`one without ${claim}`, assertion({ [claim]: undefined }), "malformed"] as const,
  ),
  ["an empty tenant", assertion({ tenant: "" }), "malformed"],
  ["a time in words", assertion({ exp: "tomorrow" }), "malformed"],
  ["roles that are no list", assertion({ roles: "admin" }), "malformed"],
];

describe("verifyAssertion refuses", () => {
  it.each(refused.map(([what, jwt, reason, options]) => ({ what, jwt, reason, options })))(
    "$what",
    async ({ jwt, reason, options }) => {
      const error = await check(jwt, options).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(AssertionRefused);
      expect(error).toMatchObject({ reason });
      const [, claims = ""] = jwt.split(".");
      if (claims !== "") expect(inspect(error, { depth: null, showHidden: true })).not.toContain(claims);
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain("alice");
    },
  );

  it.each([
    ["no audience", { audience: "" }],
    ["no user", { user: undefined }],
    ["a user without a tenant", { user: { ...user, tenant: "" } }],
    ["a user without an issuer", { user: { subject: "alice", tenant: "acme" } }],
    ["nothing said of replay", { replay: undefined }],
    ["a replay store that remembers nothing", { replay: {} }],
    ["no issuer", { issuer: "" }],
  ])("to work with %s", async (_, options) => {
    await expect(check(assertion(), options as Partial<VerifyOptions>)).rejects.toThrow(TypeError);
  });
});

it.each([
  [{ iss: "http://127.0.0.1:8787" }, `wrong_issuer (expected "${issuer}", found "http://127.0.0.1:8787")`],
  [{ aud: "bank" }, 'wrong_audience (expected "shop", found "bank")'],
  [{ tenant: "thief-inc" }, 'wrong_subject (tenant: expected "acme", found "thief-inc")'],
  [{ idp: "social", sub: "bob" }, 'wrong_subject (sub is another user\'s; idp: expected "login", found "social")'],
])("says of %j which claim differs, and how", async (claims, message) => {
  await expect(check(assertion(claims))).rejects.toThrow(message);
});

describe("a replay store", () => {
  function memory() {
    const kept = new Map<string, Date>();
    const replay: Replay = {
      remember: async (jti, expiresAt) => {
        if (kept.has(jti)) return false;
        kept.set(jti, expiresAt);
        return true;
      },
    };
    return { kept, replay };
  }

  it("lets an assertion in once, and keeps it for as long as it would be accepted", async () => {
    const { kept, replay } = memory();
    expect((await check(assertion(), { replay })).jti).toBe("jti-1");
    expect(kept.get("jti-1")).toEqual(new Date((seconds + 290 + 30) * 1000));
    await expect(check(assertion(), { replay })).rejects.toMatchObject({ reason: "replayed" });
  });

  it("of 20 at once lets one in", async () => {
    const { replay } = memory();
    const all = await Promise.allSettled(Array.from({ length: 20 }, async () => check(assertion(), { replay })));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("is not asked about what is refused anyway", async () => {
    const { kept, replay } = memory();
    await expect(check(assertion(), { replay, user: { ...user, subject: "bob" } })).rejects.toMatchObject({
      reason: "wrong_subject",
    });
    expect(kept.size).toBe(0);
  });

  it("that is down lets nobody in", async () => {
    const replay = { remember: () => Promise.reject(new Error("store down")) };
    await expect(check(assertion(), { replay })).rejects.toThrow("store down");
  });
});
