import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  acmeIssuer,
  acmeKey,
  base64url,
  ecKey,
  goodClaims,
  noise,
  now,
  rsaKey,
  seconds,
  tokenOf,
  tokensWith,
} from "./world.ts";

const mallory = ecKey("acme-1");
const rsa = rsaKey("rsa-1");
const shortRsa = rsaKey("rsa-short", 1024);
const twin = { id: "twin", issuer: "https://login.twin.example" };
const twinKey = ecKey("twin-1");
const keys = { keys: [acmeKey.publicJwk, rsa.publicJwk, shortRsa.publicJwk] };
const issuers = [acmeIssuer({ jwks: keys }), acmeIssuer({ ...twin, jwks: { keys: [twinKey.publicJwk] } })];
const tokens = tokensWith({ issuers });

const good = tokenOf(acmeKey, goodClaims);
const [header, body, signature] = good.split(".");
const without = (claim: string) => Object.fromEntries(Object.entries(goodClaims).filter(([name]) => name !== claim));
const withClaims = (changed: object) => tokenOf(acmeKey, { ...goodClaims, ...changed });
const withHeader = (changed: object) => tokenOf(acmeKey, goodClaims, changed);
/** JSON.stringify cannot write these. */
const withRaw = (claim: string, json: string) =>
  tokenOf(acmeKey, JSON.stringify({ ...goodClaims, [claim]: "@" }).replace('"@"', json));
const unsigned = (alg: unknown, end = "") => `${base64url({ alg, typ: "JWT" })}.${base64url(goodClaims)}.${end}`;
function hmacWithPublicKey(secret: string | Buffer): string {
  const input = `${base64url({ alg: "HS256", typ: "JWT", kid: "rsa-1" })}.${base64url(goodClaims)}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}
const attacker = "https://attacker.example/jwks.json";

it("the token that the others differ from is good", async () => {
  expect(await tokens.identify(good, now)).toMatchObject({ subject: "alice", tenant: "acme-corp" });
});

describe("proves nothing:", () => {
  it.each([
    ["alg none", unsigned("none")],
    ["alg None", unsigned("None")],
    ["alg NONE", unsigned("NONE")],
    ["alg nOnE with a signature", unsigned("nOnE", signature)],
    ["alg empty", unsigned("")],
    ["alg missing", unsigned(undefined)],
    ["alg an array", unsigned(["ES256"])],
    [
      "HS256 with the public key (PEM) as the secret",
      hmacWithPublicKey(rsa.publicKey.export({ type: "spki", format: "pem" })),
    ],
    [
      "HS256 with the public key (DER) as the secret",
      hmacWithPublicKey(rsa.publicKey.export({ type: "spki", format: "der" })),
    ],
    ["HS256 with the JWK as the secret", hmacWithPublicKey(JSON.stringify(rsa.publicJwk))],
    ["an algorithm that is not in the issuer's list", tokenOf(rsa, goodClaims)],
    ["the algorithm's name in another case", withHeader({ alg: "es256" })],
    ["a stranger's key with the right kid", tokenOf(mallory, goodClaims)],
    ["another trusted issuer's key", tokenOf(twinKey, goodClaims)],
    ["another trusted issuer's name", withClaims({ iss: twin.issuer })],
    ["an unknown issuer", withClaims({ iss: "https://login.evil.example" })],
    ["the issuer with a slash more", withClaims({ iss: `${goodClaims.iss}/` })],
    ["the issuer in an array", withClaims({ iss: [goodClaims.iss] })],
    ["no issuer", tokenOf(acmeKey, without("iss"))],
    ["the wrong audience", withClaims({ aud: "other-app" })],
    ["an audience that contains the right one", withClaims({ aud: "shop.evil.example" })],
    ["no audience", tokenOf(acmeKey, without("aud"))],
    ["an empty audience", withClaims({ aud: [] })],
    ["an audience with a number in it", withClaims({ aud: ["shop", 1] })],
    ["expired", withClaims({ exp: seconds - 30 })],
    ["no expiry", tokenOf(acmeKey, without("exp"))],
    ["an expiry in words", withClaims({ exp: "tomorrow" })],
    ["an expiry that never comes", withRaw("exp", "1e999")],
    ["an expiry beyond all dates", withClaims({ exp: 1e15 })],
    ["not valid yet", withClaims({ nbf: seconds + 31 })],
    ["issued in the future", withClaims({ iat: seconds + 31 })],
    ["issued at a word", withClaims({ iat: "now" })],
    ["no subject", tokenOf(acmeKey, without("sub"))],
    ["a number as the subject", withClaims({ sub: 42 })],
    ["an empty subject", withClaims({ sub: "" })],
    ["a subject of 256 characters", withClaims({ sub: "a".repeat(256) })],
    ["a subject that UTF-8 cannot tell from another", withRaw("sub", '"\\ud800"')],
    ["a path as the kid", withHeader({ kid: "../../../dev/null" })],
    ["a query as the kid", withHeader({ kid: "acme-1' OR '1'='1" })],
    ["a number as the kid", withHeader({ kid: 1 })],
    ["a URL as the kid", withHeader({ kid: attacker })],
    ["jku to the attacker's keys", tokenOf(mallory, goodClaims, { jku: attacker })],
    ["x5u to the attacker's certificate", tokenOf(mallory, goodClaims, { x5u: attacker })],
    ["the attacker's key in jwk", tokenOf(mallory, goodClaims, { jwk: mallory.publicJwk })],
    [
      "the attacker's key in jwk, without kid",
      tokenOf(mallory, goodClaims, { jwk: mallory.publicJwk, kid: undefined }),
    ],
    [
      "the attacker's certificate in x5c",
      tokenOf(mallory, goodClaims, {
        x5c: [mallory.publicKey.export({ type: "spki", format: "der" }).toString("base64")],
      }),
    ],
    ["an unknown critical header", withHeader({ crit: ["exp"], exp: 1 })],
    ["an unencoded payload", withHeader({ crit: ["b64"], b64: false })],
    ["the type of our assertions", withHeader({ typ: "mfa-assertion+jwt" })],
    ["the type of our assertions, spelt otherwise", withHeader({ typ: "application/MFA-Assertion+JWT" })],
    ["the type of a logout token", withHeader({ typ: "logout+jwt" })],
    ["the type of a security event", withHeader({ typ: "application/secevent+JWT" })],
    ["a type that ends like that of an access token", withHeader({ typ: "cat+jwt" })],
    ["a type that begins like that of an access token", withHeader({ typ: "at+jwt+jwt" })],
    ["an empty type", withHeader({ typ: "" })],
    ["a type that says nothing of a token", withHeader({ typ: "JOSE" })],
    ["a scheme as the type", withHeader({ typ: "Bearer" })],
    ["a type with a blank in it", withHeader({ typ: "J WT" })],
    ["a type with more behind it", withHeader({ typ: "at+jwt;x" })],
    ["a type with a line behind it", withHeader({ typ: "JWT\n" })],
    ["a number as the type", withHeader({ typ: 1 })],
    ["null as the type", withHeader({ typ: null })],
    ["no tenant", tokenOf(acmeKey, without("org"))],
    ["a number as the tenant", withClaims({ org: 7 })],
    ["a list of tenants", withClaims({ org: ["acme-corp", "other"] })],
    ["an empty tenant", withClaims({ org: "" })],
    ["a tenant of 129 characters", withClaims({ org: "a".repeat(129) })],
    ["the deployment's own tenant", withClaims({ org: "~service" })],
    ["auth_time in the future", withClaims({ auth_time: seconds + 31 })],
    [
      "an e-mail's token with the signature of another",
      `${header}.${base64url({ ...goodClaims, sub: "bob" })}.${signature}`,
    ],
    ["another token's signature", `${header}.${body}.${withClaims({ sub: "bob" }).split(".")[2]}`],
    ["a signature of zeros (CVE-2022-21449)", `${header}.${body}.${Buffer.alloc(64).toString("base64url")}`],
    ["no signature", `${header}.${body}.`],
    ["cut short", good.slice(0, -4)],
    ["cut in the body", good.slice(0, good.length / 2)],
    ["a dot more", `${good}.`],
    ["a dot in front", `.${good}`],
    ["five parts, like a JWE", `${good}.${signature}.${signature}`],
    ["trailing blanks", `${good}\n`],
    ["the JSON form of a JWS", JSON.stringify({ protected: header, payload: body, signature })],
    ["nothing", ""],
    ["two dots", ".."],
    ["noise", noise(200)],
    ["three parts of noise", `${noise(30)}.${noise(90)}.${noise(64)}`],
    ["claims that are a list", tokenOf(acmeKey, JSON.stringify([goodClaims]))],
    ["claims that are no JSON", tokenOf(acmeKey, "{iss:")],
    ["a huge token", withClaims({ padding: "a".repeat(20_000) })],
  ])("%s", async (_, token) => {
    expect(await tokens.identify(token, now)).toBeNull();
  });

  it("an RSA key of 1024 bits", async () => {
    const lax = tokensWith({ issuers: [acmeIssuer({ jwks: keys, algorithms: ["RS256"] })] });
    expect(await lax.identify(tokenOf(rsa, goodClaims), now)).not.toBeNull();
    expect(await lax.identify(tokenOf(shortRsa, goodClaims), now)).toBeNull();
  });
});
