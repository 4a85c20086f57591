import { createHmac } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { Issuer } from "../harness/issuer.ts";
import { nothingIsWritten } from "../harness/nothing-is-written.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { expectProblem, rawRequest } from "../harness/raw-request.ts";
import { runningService } from "../harness/running-service.ts";
import { base64url, claimsIn, rsaKey, signedBy, tokenOf } from "../identity/world.ts";

/** Tokens that prove nothing, shown with a right code: refused alike, and the code is not spent. */
const issuer = new Issuer("shop");
const service = runningService({ issuers: [issuer.settings] });
const organisation = new Organisation(service, issuer, "acme");
const neighbour = runningService({ issuers: [issuer.settings] });
let ada: Person;
beforeAll(async () => {
  ada = organisation.person("ada");
  await ada.hasTotp();
});
nothingIsWritten(service);

const send = async (headers: readonly string[], path = "/v1/login/verify") =>
  rawRequest(service.local.url, {
    method: "POST",
    path,
    headers: ["content-type", "application/json", ...headers],
    body: JSON.stringify({ code: ada.totpCode() }),
  });
const now = () => Math.floor(service.clock.now() / 1000);
const good = (changed: object = {}, header: object = {}) =>
  issuer.token(service.clock, { sub: "ada", ...changed }, header);
const tampered = (token: string, change: object): string => {
  const [head = "", , signature = ""] = token.split(".");
  return `${head}.${base64url({ ...claimsIn(token), ...change })}.${signature}`;
};
const unsigned = (alg: string): string => `${base64url({ alg, typ: "JWT" })}.${base64url(claimsIn(good()))}.`;
const withHmac = (secret: string): string => {
  const input = `${base64url({ alg: "HS256", kid: issuer.key.kid })}.${base64url(claimsIn(good()))}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
};
const stranger = new Issuer("shop");
const rsa = rsaKey("shop-1");

const forgeries: Readonly<Record<string, () => string | Promise<string>>> = {
  "no token at all": () => "x",
  "three empty parts": () => "..",
  JSON: () => base64url("{}"),
  "alg none": () => unsigned("none"),
  "alg None": () => unsigned("None"),
  "alg none with a signature": () => `${unsigned("none")}${base64url("x")}`,
  "a good one without its signature": () => good().replace(/[^.]+$/, ""),
  "a good one with another user's name": () => tampered(good(), { sub: "ben" }),
  "a good one with a later end": () => tampered(good(), { exp: now() + 9999 }),
  "HMAC with the public key": () => withHmac(JSON.stringify(issuer.key.publicJwk)),
  "HMAC with the public key in PEM": () =>
    withHmac(issuer.key.publicKey.export({ type: "spki", format: "pem" }).toString()),
  "an algorithm that is not on the list": () => tokenOf(rsa, claimsIn(good())),
  "somebody else's key under the same kid": () => tokenOf(stranger.key, claimsIn(good())),
  "the key brought along in the header": () => tokenOf(stranger.key, claimsIn(good()), { jwk: stranger.key.publicJwk }),
  "the key's address brought along": () =>
    tokenOf(stranger.key, claimsIn(good()), { jku: "http://127.0.0.1:9/keys", x5u: "http://127.0.0.1:9/keys" }),
  "an unknown critical header": () => good({}, { crit: ["exp"], b64: false }),
  "an expired one": () => good({ iat: now() - 100, exp: now() - 31 }),
  "one without an end": () => good({ exp: undefined }),
  "one for later": () => good({ nbf: now() + 31 }),
  "one from the future": () => good({ iat: now() + 31 }),
  "a password from the future": () => good({ auth_time: now() + 31 }),
  "one for another app": () => good({ aud: "elsewhere" }),
  "one for no app": () => good({ aud: undefined }),
  "one of an unknown issuer": () => good({ iss: "https://evil.example" }),
  "one of an issuer with a slash more": () => good({ iss: `${String(issuer.settings.issuer[0])}/` }),
  "one without a subject": () => good({ sub: undefined }),
  "one with an empty subject": () => good({ sub: "" }),
  "one with a number as a subject": () => good({ sub: 1 }),
  "one without a tenant": () => good({ org: undefined }),
  "one of the service's own tenant": () => good({ org: "~service" }),
  "a first-factor token that says it is an assertion": () => good({}, { typ: "mfa-assertion+jwt" }),
  "an assertion signed by the issuer": () =>
    good(
      {
        iss: service.local.url,
        aud: ["countersign"],
        acr: "urn:countersign:2fa",
        amr: ["pwd", "mfa"],
        idp: "shop",
        tenant: "acme",
        jti: "x",
        roles: [],
        epoch: 0,
      },
      { typ: "mfa-assertion+jwt" },
    ),
  "an assertion of another deployment": async () => {
    const body = (await neighbour.call("POST", "/v1/login", { token: good() })).body;
    return String(body["assertion"]);
  },
  "a changed assertion": () => tampered(String(ada.accessToken), { sub: "ben" }),
  "an assertion of a thousand signatures": () => `${String(ada.accessToken)}${"A".repeat(12_000)}`,
};

test.each(Object.entries(forgeries))("%s", async (_what, forge) => {
  const answer = await send(["authorization", `Bearer ${await forge()}`]);
  expect(answer.status).toBe(401);
  expectProblem(answer, "unauthenticated");
  expect(answer.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
});

describe("a good token in the wrong place", () => {
  const misplaced: Readonly<Record<string, () => readonly string[]>> = {
    nowhere: () => [],
    "an empty header": () => ["authorization", ""],
    "the scheme alone": () => ["authorization", "Bearer "],
    "without a scheme": () => ["authorization", good()],
    "another scheme": () => ["authorization", `Token ${good()}`],
    Basic: () => ["authorization", `Basic ${Buffer.from(`ada:${good()}`).toString("base64")}`],
    "a cookie": () => ["cookie", `access_token=${good()}; authorization=${good()}`],
    "another header": () => ["x-authorization", `Bearer ${good()}`, "proxy-authorization", `Bearer ${good()}`],
  };
  test.each(Object.entries(misplaced))("%s", async (_where, headers) => {
    const answer = await send(headers());
    expect(answer.status).toBe(401);
    expectProblem(answer, "unauthenticated");
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  });

  const unusable: Readonly<Record<string, () => readonly string[]>> = {
    "two tokens in one header": () => ["authorization", `Bearer ${good()} ${good()}`],
    "two tokens with a comma": () => ["authorization", `Bearer ${good()}, Bearer ${good()}`],
    "two headers": () => ["authorization", `Bearer ${good()}`, "authorization", `Bearer ${good()}`],
    quotes: () => ["authorization", `Bearer "${good()}"`],
    "claims that are not encoded": () => ["authorization", `Bearer ${good().replace(/\..*\./, '.{"sub":"ada"}.')}`],
  };
  test.each(Object.entries(unusable))("is given, and unusable: %s", async (_how, headers) => {
    const answer = await send(headers());
    expect(answer.status).toBe(401);
    expectProblem(answer, "unauthenticated");
    expect(answer.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
  });

  test("the query string", async () => {
    const answer = await send(
      [],
      `/v1/login/verify?access_token=${good()}&token=${good()}&authorization=Bearer%20${good()}`,
    );
    expect(answer.status).toBe(401);
    expectProblem(answer, "unauthenticated");
  });
});

test.each(["Bearer", "bearer", "BEARER", "bEaReR", "Bearer  "])(
  "the scheme %j is as good as any other spelling of it",
  async (scheme) => {
    const { status } = await rawRequest(service.local.url, {
      method: "GET",
      path: "/v1/factors",
      headers: ["authorization", `${scheme} ${good()}`],
    });
    expect(status).toBe(200);
  },
);

test("a signature by a key of the set under a wrong kid is refused, without a kid it is taken", async () => {
  const claims = { ...claimsIn(good()) };
  const wrongKid = signedBy(issuer.key.privateKey, { alg: "ES256", kid: "other" }, claims);
  const withoutKid = signedBy(issuer.key.privateKey, { alg: "ES256" }, claims);
  expect((await service.call("GET", "/v1/factors", { token: wrongKid })).status).toBe(401);
  expect((await service.call("GET", "/v1/factors", { token: withoutKid })).status).toBe(200);
});
