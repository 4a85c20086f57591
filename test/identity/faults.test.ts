import { describe, expect, it } from "vitest";
import { KeysUnavailable, NoMatchingKey, isRefused, readJws, verifyJwt } from "../../shared/identity/verify-jwt.ts";
import { acmeIssuer, acmeKey, base64url, ecKey, goodClaims, now, seconds, tokenOf, tokensWith } from "./world.ts";
import { good as own, goodAccess, tokens as ownTokens } from "./signed-logins.ts";

const claims = (changed: object) => tokenOf(acmeKey, { ...goodClaims, ...changed });
const header = (changed: object) => tokenOf(acmeKey, goodClaims, changed);
const stranger = ecKey("acme-1");
const good = claims({});
/** The same bytes in another spelling: the last letter has bits that stand for nothing. */
const respelt = (part: string) =>
  `${part.slice(0, -1)}${String.fromCodePoint((part.codePointAt(part.length - 1) ?? 0) + 1)}`;
const faultOf = async (token: string, issuer: object = {}) =>
  tokensWith({ issuers: [acmeIssuer(issuer)] }).faultOf(token, now);

describe("the log and explain-token hear why a login's token was refused", () => {
  it.each([
    ["no token", "Bearer", "malformed"],
    ["claims that are a list", tokenOf(acmeKey, JSON.stringify([goodClaims])), "malformed"],
    ["no issuer", claims({ iss: undefined }), "malformed"],
    ["an issuer that is a number", claims({ iss: 7 }), "malformed"],
    ["an issuer that nobody trusts", claims({ iss: "https://evil.example" }), "issuer_unknown"],
    ["an extension", header({ crit: ["exp"] }), "malformed"],
    ["no algorithm", header({ alg: undefined }), "malformed"],
    ["a number as the algorithm", header({ alg: 7 }), "malformed"],
    ["an empty algorithm", header({ alg: "" }), "malformed"],
    ["an algorithm that the issuer does not use", header({ alg: "none" }), "algorithm"],
    ["a key that the issuer does not have", header({ kid: "acme-9" }), "kid_unknown"],
    ["the signature of another key", tokenOf(stranger, goodClaims), "signature"],
    ["a signature respelt", respelt(good), "malformed"],
    ["a logout token", header({ typ: "logout+jwt" }), "kind"],
    ["a type that is a list", header({ typ: ["JWT"] }), "kind"],
    ["events", claims({ events: {} }), "kind"],
    ["another app", claims({ aud: "other" }), "audience"],
    ["no audience", claims({ aud: undefined }), "audience"],
    ["no expiry", claims({ exp: undefined }), "lifetime"],
    ["an expiry beyond all dates", claims({ exp: 1e15 }), "claims"],
    ["a longer life than the issuer may give", claims({ exp: seconds + 90_000 }), "lifetime"],
    ["over", claims({ exp: seconds - 30 }), "expired"],
    ["not valid yet", claims({ nbf: seconds + 31 }), "not_yet_valid"],
    ["a start in words", claims({ nbf: "tomorrow" }), "not_yet_valid"],
    ["issued in the future", claims({ iat: seconds + 31 }), "not_yet_valid"],
    ["issued at a word", claims({ iat: "now" }), "claims"],
    ["a password of the future", claims({ auth_time: seconds + 31 }), "not_yet_valid"],
    ["no subject", claims({ sub: undefined }), "subject"],
    ["no tenant", claims({ org: undefined }), "tenant_claim_missing"],
  ])("%s", async (_, token, fault) => {
    expect(await faultOf(token)).toBe(fault);
  });

  it("a token without a key's name that none of several keys has signed", async () => {
    const jwks = { keys: [ecKey("a").publicJwk, ecKey("b").publicJwk] };
    expect(await faultOf(header({ kid: undefined }), { jwks })).toBe("signature");
  });
  it("an algorithm that the key is not made for", async () => {
    const edwards = { ...acmeKey.publicJwk, alg: undefined };
    expect(await faultOf(header({ alg: "ES384" }), { jwks: { keys: [edwards] }, algorithms: ["ES384"] })).toBe(
      "kid_unknown",
    );
  });
  it("a path that ends in a letter of a text, which names nobody", async () => {
    expect(await faultOf(good, { subjectClaim: "sub.0" })).toBe("subject");
  });
});

describe("the log hears why a token of our own was refused", () => {
  it.each([
    ["an assertion", own.assertion, "kind"],
    ["a token that is another's", tokenOf(stranger, { ...goodClaims, iss: "https://2fa.example.com" }), "kid_unknown"],
  ])("%s", async (_, token, fault) => {
    expect(await ownTokens.faultOf(token, now)).toBe(fault);
  });
  it("an access token at its end, by our own clock", async () => {
    expect(await ownTokens.faultOf(goodAccess, now + 300_000)).toBe("expired");
  });
});

describe("the search for a token's key", () => {
  const rules = { issuer: [goodClaims.iss], audience: ["shop"], algorithms: ["ES256"] };
  const verdict = async (keys: Parameters<typeof verifyJwt>[1], token = good, changed: object = {}) => {
    const jwt = await verifyJwt(token, keys, { ...rules, ...changed }, now);
    return isRefused(jwt) ? jwt.fault : "right";
  };
  const found = async () => acmeKey.publicKey;

  it("that meets an unreadable key of the set refuses the token", async () => {
    expect(await verdict(() => Promise.reject(new TypeError("no key of its curve")))).toBe("malformed");
    expect(await verdict(() => Promise.reject(new NoMatchingKey("none")))).toBe("kid_unknown");
  });
  it("that cannot be made says nothing about the token, and names itself in the log", async () => {
    const search = verdict(() => Promise.reject(new KeysUnavailable("down")));
    await expect(search).rejects.toMatchObject({ name: "KeysUnavailable", message: "down" });
  });
  it.each([
    ["of another issuer", { iss: "https://evil.example" }, "claims"],
    ["of an issuer in a list", { iss: [goodClaims.iss] }, "claims"],
    ["for another app", { aud: "other" }, "audience"],
    ["for nobody", { aud: undefined }, "audience"],
    ["for a list in a list", { aud: [["shop"]] }, "audience"],
    ["for one of the apps", { aud: "bank" }, "right"],
    ["for one of the apps and others", { aud: ["other", "shop"] }, "right"],
    ["issued at a word", { iat: "now" }, "claims"],
    ["issued at null", { iat: null }, "claims"],
    ["issued nobody knows when", { iat: undefined }, "right"],
    ["good from null", { nbf: null }, "not_yet_valid"],
    ["good until null", { exp: null }, "lifetime"],
  ])("judges a token %s by the claims that RFC 7519 section 4.1 names", async (_, changed, fault) => {
    expect(await verdict(found, claims(changed), { audience: ["shop", "bank"] })).toBe(fault);
  });
  it("does not begin for what is no token", async () => {
    expect(await verdict(() => Promise.reject(new KeysUnavailable("down")), "no.token.at-all")).toBe("malformed");
  });
  it("that finds a key of another kind refuses the token", async () => {
    expect(await verdict(async () => acmeKey.privateKey)).toBe("malformed");
    expect(await verdict(found)).toBe("right");
  });
  it("takes a type in any case, with and without application/, where one is asked for", async () => {
    for (const typ of ["at+jwt", "AT+JWT", "application/at+jwt", "Application/AT+JWT"])
      expect(await verdict(found, header({ typ }), { typ: "at+jwt" })).toBe("right");
    for (const typ of ["JWT", "x/at+jwt", undefined, 7])
      expect(await verdict(found, header({ typ }), { typ: "at+jwt" })).toBe("kind");
  });
});

describe("one spelling of each token:", () => {
  const [head = "", body = "", tail = ""] = good.split(".");
  it.each([
    ["the signature with other spare bits", `${head}.${body}.${respelt(tail)}`],
    ["the signature with padding", `${head}.${body}.${tail}==`],
    ["claims that are null", `${head}.${base64url("null")}.${tail}`],
    ["claims that are a text", `${head}.${base64url('"claims"')}.${tail}`],
    ["claims that are a number", `${head}.${base64url("7")}.${tail}`],
    ["claims that are a list", `${head}.${base64url("[]")}.${tail}`],
    ["claims that are no UTF-8", `${head}.${Buffer.from('{"iss":"\xff"}', "latin1").toString("base64url")}.${tail}`],
    ["a header that is no JSON", `${base64url("{alg:")}.${body}.${tail}`],
    ["claims that are no JSON", `${head}.${base64url("{iss:")}.${tail}`],
    ["a header that is a list", `${base64url("[]")}.${body}.${tail}`],
  ])("%s is none", async (_, token) => {
    expect(readJws(token)).toBeNull();
    expect(await faultOf(token)).toBe("malformed");
  });
});

it("a token of 16,384 characters is read, one that is longer is not", async () => {
  const padded = (size: number) => claims({ padding: "a".repeat(size) });
  const sizes = Array.from({ length: 6 }, (_, more) => Math.floor((16_384 - good.length) * 0.75) - 16 + more);
  const lengths = await Promise.all(
    sizes.map(async (size) => [padded(size).length, await faultOf(padded(size))] as const),
  );
  expect(lengths).toContainEqual([16_384, null]);
  expect(lengths).toEqual(lengths.map(([length]) => [length, length > 16_384 ? "malformed" : null]));
  expect(lengths.some(([length]) => length > 16_384)).toBe(true);
});
