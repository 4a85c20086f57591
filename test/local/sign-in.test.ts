import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { demoUsers, createSignIn, type SignIn } from "../../local/sign-in.ts";
import { issuerSchema } from "../../shared/settings/issuer.ts";

const now = Date.parse("2026-05-04T03:02:01Z");
const password = "correct horse battery staple";
let signIn: SignIn;

beforeAll(async () => {
  signIn = await createSignIn({ url: "http://127.0.0.1:1", clock: { now: () => now } });
});

describe("the local sign-in", () => {
  it("is an issuer that the settings accept", () => {
    expect(issuerSchema.parse(signIn.issuer)).toEqual(signIn.issuer);
    expect(signIn.issuer).toMatchObject({ id: "local", issuer: ["http://127.0.0.1:1/local"], audience: ["demo-app"] });
  });

  it("says who entered the password, when, and for whom, for fifteen minutes", async () => {
    const { token = "", expiresIn } = (await signIn.signIn("admin@example.com", password)) ?? {};
    const keys = createLocalJWKSet(signIn.issuer.jwks as JSONWebKeySet);
    const { payload } = await jwtVerify(token, keys, { currentDate: new Date(now), algorithms: ["ES256"] });
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: "ES256", typ: "JWT" });
    expect(payload).toEqual({
      iss: "http://127.0.0.1:1/local",
      aud: "demo-app",
      sub: "admin@example.com",
      email: "admin@example.com",
      email_verified: true,
      preferred_username: "admin@example.com",
      tenant: "acme",
      roles: ["admin"],
      auth_time: now / 1000,
      iat: now / 1000,
      exp: now / 1000 + 900,
    });
    expect(expiresIn).toBe(900);
  });

  it("does not publish its private key", () => {
    for (const key of signIn.issuer.jwks?.keys ?? []) expect(key).not.toHaveProperty("d");
  });

  it("lets every demo user in", async () => {
    const tokens = await Promise.all(demoUsers.map((user) => signIn.signIn(user.email, user.password)));
    expect(tokens).not.toContain(null);
  });

  it.each([
    ["a wrong password", "user@example.com", "correct horse battery stapl"],
    ["an empty password", "user@example.com", ""],
    ["an unknown user", "nobody@example.com", password],
    ["a name of Object.prototype", "constructor", password],
  ])("refuses %s", async (_, email, typed) => {
    expect(await signIn.signIn(email, typed)).toBeNull();
  });
});
