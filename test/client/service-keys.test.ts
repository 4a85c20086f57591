import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AssertionRefused, verifyAssertion } from "../../client/src/verify.ts";
import { ecKey, tokenOf } from "../identity/world.ts";
import { world } from "../harness/world.ts";

const { service, organisation: acme } = world();

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

const made = (kid: string) => tokenOf(ecKey(kid), { sub: "alice" }, { typ: "mfa-assertion+jwt" });
const alice = { subject: "alice", tenant: "acme", idp: "shop" };
const stop: (() => void)[] = [];
afterEach(() => {
  for (const one of stop.splice(0)) one();
});

/** A key server that counts. */
async function keyServer(answer: RequestListener) {
  let fetched = 0;
  const server = createServer((request, response) => {
    fetched += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stop.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const check = async (jwt: string) =>
    verifyAssertion(jwt, { issuer: `http://127.0.0.1:${port}`, audience: "shop", user: alice, replay: "none" }).catch(
      (error: unknown) => (error instanceof AssertionRefused ? error.reason : error),
    );
  return { check, fetches: () => fetched };
}
const keySet =
  (...keys: object[]): RequestListener =>
  (_, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys }));

describe("the keys of a running service", () => {
  it("check its assertions, of the second step and of none", async () => {
    const person = acme.person("alice");
    await person.hasTotp();
    await person.loginWithTotp();
    const rules = {
      issuer: service.local.url,
      audience: "shop",
      user: alice,
      replay: "none",
      now: new Date(service.clock.now()),
    } as const;
    const assertion = await verifyAssertion(String(person.assertion), { ...rules, maxAge: 60 });
    expect(assertion).toMatchObject({ sub: "alice", tenant: "acme", idp: "shop", factor: "totp" });

    const { body } = await acme.person("bob").withPassword("POST", "/v1/login");
    const weak = String(body["assertion"]);
    const bob = { ...rules, user: { ...alice, subject: "bob" } };
    await expect(verifyAssertion(weak, bob)).rejects.toMatchObject({ reason: "second_factor_missing" });
    expect(await verifyAssertion(weak, { ...bob, requireSecondFactor: false })).toMatchObject({ factor: null });
    await expect(verifyAssertion(await person.passwordToken(), rules)).rejects.toMatchObject({ reason: "unknown_key" });
    await expect(verifyAssertion(String(person.accessToken), rules)).rejects.toMatchObject({ reason: "wrong_type" });
  });
});

describe("a storm of unknown key ids", () => {
  it("costs one request in 30 seconds", async () => {
    const { check, fetches } = await keyServer(keySet(ecKey("k1").publicJwk));
    for (let nth = 0; nth < 20; nth += 1) expect(await check(made(`k-${nth}`))).toBe("unknown_key");
    expect(fetches()).toBe(1);
    vi.setSystemTime(Date.now() + 30_001);
    await Promise.all(Array.from({ length: 20 }, async (_, nth) => check(made(`l-${nth}`))));
    expect(fetches()).toBe(2);
  });

  it("costs one request in 5 seconds while the service is down, and each is told so", async () => {
    const { check, fetches } = await keyServer((_, response) => response.writeHead(503).end());
    for (let nth = 0; nth < 20; nth += 1) expect(await check(made("k1"))).toBe("keys_unavailable");
    expect(fetches()).toBe(1);
    vi.setSystemTime(Date.now() + 5_001);
    expect(await check(made("k1"))).toBe("keys_unavailable");
    expect(fetches()).toBe(2);
  });
});

it.each([
  ["a page", (_, response) => response.end("<html>")],
  ["something else in JSON", (_, response) => response.end('{"keys":"none"}')],
  ["a redirect", (_, response) => response.writeHead(302, { location: "/keys" }).end()],
] satisfies [string, RequestListener][])("%s in the place of the keys is no key set", async (_, answer) => {
  const { check } = await keyServer(answer);
  expect(await check(made("k1"))).toBe("keys_unavailable");
});
