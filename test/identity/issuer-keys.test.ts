import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { issuerKeys } from "../../shared/identity/tokens.ts";
import { KeysUnavailable } from "../../shared/identity/verify-jwt.ts";
import { acmeIssuer, acmeKey, ecKey, goodClaims, now, tokenOf, tokensWith } from "./world.ts";

const jwksUri = "https://login.acme.example/jwks.json";
const remote = acmeIssuer({ jwks: undefined, jwksUri });
const good = tokenOf(acmeKey, goodClaims);
const withKid = (kid: string) => tokenOf(acmeKey, goodClaims, { kid });

/** An issuer's key address: says what it is told to say, and counts. */
function keyServer(answer: () => Response | Promise<Response>) {
  const fetched: { url: string; redirect: unknown }[] = [];
  const server = { answer, fetched };
  const tokens = tokensWith({
    issuers: [remote],
    fetchJwks: async (url, options) => {
      fetched.push({ url, redirect: options.redirect });
      return server.answer();
    },
  });
  return { server, fetched, identify: (token: string) => tokens.identify(token, Date.now()) };
}
const keySet =
  (...keys: readonly object[]) =>
  () =>
    Response.json({ keys });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now });
});
afterEach(() => {
  vi.useRealTimers();
});

it("fetches the keys once, from the address in the settings, and follows no redirect", async () => {
  const { fetched, identify } = keyServer(keySet(acmeKey.publicJwk));
  const callers = await Promise.all([identify(good), identify(good), identify(good)]);
  expect(callers.map((caller) => caller?.subject)).toEqual(["alice", "alice", "alice"]);
  expect(fetched).toEqual([{ url: jwksUri, redirect: "manual" }]);
});

it.each([
  ["an unknown issuer", tokenOf(acmeKey, { ...goodClaims, iss: "https://evil.example" })],
  ["an algorithm that the issuer does not use", tokenOf(acmeKey, goodClaims, { alg: "RS256" })],
  ["alg none", tokenOf(acmeKey, goodClaims, { alg: "none" })],
  ["a token too long", tokenOf(acmeKey, { ...goodClaims, padding: "a".repeat(20_000) })],
  ["no token", "no.token.at-all"],
])("fetches nothing for %s", async (_, token) => {
  const { fetched, identify } = keyServer(keySet(acmeKey.publicJwk));
  expect(await identify(token)).toBeNull();
  expect(fetched).toEqual([]);
});

it("never fetches what a token points to", async () => {
  const { fetched, identify } = keyServer(keySet(acmeKey.publicJwk));
  const elsewhere = {
    jku: "https://evil.example/jwks",
    x5u: "https://evil.example/cert",
    kid: "https://evil.example/key",
  };
  expect(await identify(tokenOf(acmeKey, goodClaims, elsewhere))).toBeNull();
  expect(fetched.map(({ url }) => url)).toEqual([jwksUri]);
});

it("1,000 unknown kids cause at most one fetch in 30 seconds", async () => {
  const { fetched, identify } = keyServer(keySet(acmeKey.publicJwk));
  await identify(good);
  vi.setSystemTime(now + 31_000);
  for (let round = 0; round < 10; round += 1) {
    const storm = Array.from({ length: 100 }, (_, index) => identify(withKid(`made-up-${round}-${index}`)));
    expect(new Set(await Promise.all(storm))).toEqual(new Set([null]));
    vi.setSystemTime(Date.now() + 2_900);
  }
  expect(fetched).toHaveLength(2);
});

it("a new key of the issuer works after 30 seconds at the latest, an old one no longer than 10 minutes", async () => {
  const newKey = ecKey("acme-2");
  const { server, identify } = keyServer(keySet(acmeKey.publicJwk));
  await identify(good);
  server.answer = keySet(newKey.publicJwk);
  vi.setSystemTime(now + 31_000);
  expect(await identify(tokenOf(newKey, goodClaims))).not.toBeNull();
  expect(await identify(good)).toBeNull();

  const other = keyServer(keySet(acmeKey.publicJwk));
  const longLived = tokenOf(acmeKey, { ...goodClaims, exp: now / 1000 + 3600 });
  vi.setSystemTime(now);
  expect(await other.identify(longLived)).not.toBeNull();
  other.server.answer = keySet(newKey.publicJwk);
  vi.setSystemTime(now + 599_000);
  expect(await other.identify(longLived)).not.toBeNull();
  vi.setSystemTime(now + 601_000);
  expect(await other.identify(longLived)).toBeNull();
});

it.each([
  ["network failure", () => Promise.reject(new TypeError("fetch failed"))],
  ["time-out", () => Promise.reject(new DOMException("too slow", "TimeoutError"))],
  ["500", () => new Response("no", { status: 500 })],
  ["an error that carries keys", () => Response.json({ keys: [acmeKey.publicJwk] }, { status: 500 })],
  ["404", () => new Response("no", { status: 404 })],
  ["a redirect", () => new Response(null, { status: 302, headers: { location: "http://169.254.169.254/" } })],
  ["HTML", () => new Response("<html>")],
  ["JSON that is no key set", () => Response.json({ keys: "none" })],
])("rejects if the keys cannot be had (%s): nobody can be said to be unknown then", async (_, answer) => {
  const { identify } = keyServer(answer);
  await expect(identify(good)).rejects.toThrow(KeysUnavailable);
  await expect(identify(good)).rejects.toThrow("The keys of acme could not be fetched a moment ago");
});

it("the log says whose keys cannot be had, and why", async () => {
  const { identify } = keyServer(() => new Response("no", { status: 503 }));
  const cause: unknown = expect.objectContaining({ message: "Status 503" });
  await expect(identify(good)).rejects.toMatchObject({ message: "The keys of acme cannot be fetched", cause });
});

it("an issuer without keys stops the start", () => {
  const issuer = { ...remote, jwksUri: undefined };
  expect(() => issuerKeys(issuer, fetch)).toThrow("The issuer acme has no keys");
});

it("asks an issuer that is down every 5 seconds at most, and works again as soon as it answers", async () => {
  const { server, fetched, identify } = keyServer(() => new Response("no", { status: 503 }));
  for (let asked = 0; asked < 50; asked += 1) await expect(identify(good)).rejects.toThrow(KeysUnavailable);
  expect(fetched).toHaveLength(1);
  server.answer = keySet(acmeKey.publicJwk);
  vi.setSystemTime(now + 5_000);
  expect(await identify(good)).not.toBeNull();
  expect(fetched).toHaveLength(2);
});

it("keys at hand go on working while the issuer is down; an unknown kid cannot be judged then", async () => {
  const { server, identify } = keyServer(keySet(acmeKey.publicJwk));
  await identify(good);
  server.answer = () => new Response("no", { status: 503 });
  vi.setSystemTime(now + 31_000);
  await expect(identify(withKid("new-one"))).rejects.toThrow(KeysUnavailable);
  expect(await identify(good)).not.toBeNull();
});
