import { expect, it } from "vitest";
import { kidOf, slotAt, slotEnd } from "../../shared/identity/signing-keys.ts";
import { KeysUnavailable } from "../../shared/identity/verify-jwt.ts";
import { accessTokenAt, kidsAt, loginAt } from "./logins.ts";
import { acmeKey, fakeVault, goodClaims, headerIn, memoryStore, now, seconds, tokenOf, tokensWith } from "./world.ts";

const slot = slotAt(now);
it("the first use makes the current key and the next, sealed, with public halves that say nothing private", async () => {
  const { store, records, expiries } = memoryStore();
  const { vault, calls } = fakeVault();
  const tokens = tokensWith({ store, vault });
  expect(headerIn(await accessTokenAt(tokens, now))["kid"]).toBe(kidOf(slot));
  expect([...records.keys()].toSorted()).toEqual([kidOf(slot), kidOf(slot + 1)].toSorted());
  expect(calls.filter((call) => call === "seal")).toHaveLength(2);
  expect(expiries.get(kidOf(slot))).toBeGreaterThan(slotEnd(slot + 1));
  for (const { publicJwk } of records.values())
    expect(Object.keys(publicJwk).toSorted()).toEqual(["crv", "kty", "x", "y"]);
  const text: unknown = expect.any(String);
  for (const jwk of await tokens.jwks(now)) {
    expect(jwk).toEqual({ kty: "EC", crv: "P-256", x: text, y: text, kid: text, alg: "ES256", use: "sig" });
  }
});

it("over three slots: the signing key is always published, and the last assertion of a slot is good in the next", async () => {
  const { store } = memoryStore();
  for (const current of [slot, slot + 1, slot + 2]) {
    const end = slotEnd(current);
    const signing = tokensWith({ store });
    const last = await accessTokenAt(signing, end - 1000);
    expect(headerIn(last)["kid"]).toBe(kidOf(current));
    expect(await kidsAt(tokensWith({ store }), end - 1000)).toEqual(
      expect.arrayContaining([kidOf(current), kidOf(current + 1)]),
    );
    expect(await kidsAt(signing, end + 200_000)).toContain(kidOf(current));
    expect(await signing.identify(last, end + 200_000)).toMatchObject({ kind: "access-token", subject: "alice" });
    expect(await tokensWith({ store }).identify(last, end + 200_000)).toMatchObject({
      kind: "access-token",
      subject: "alice",
    });
    expect(headerIn(await accessTokenAt(signing, end))["kid"]).toBe(kidOf(current + 1));
  }
});

it("three keys are published, not those before them", async () => {
  const { store } = memoryStore();
  for (const current of [slot, slot + 1, slot + 2]) await tokensWith({ store }).signer(slotEnd(current) - 1);
  expect(await kidsAt(tokensWith({ store }), slotEnd(slot + 2) - 1)).toEqual(
    [slot + 1, slot + 2, slot + 3].map((one) => kidOf(one)),
  );
});

it("the key of an earlier slot signs nothing any more, even if it is still in the table", async () => {
  const { store } = memoryStore();
  const old = tokensWith({ store });
  const sign = await old.signer(now);
  await old.signer(slotEnd(slot));
  const later = slotEnd(slot + 1) + 1000;
  const { accessToken } = await sign(loginAt(later));
  expect(await tokensWith({ store }).identify(accessToken ?? "", later)).toBeNull();
});

it("a process that looked before there was any key knows the first one as soon as another process has made it", async () => {
  const { store } = memoryStore();
  const early = tokensWith({ store });
  const strangers = await accessTokenAt(tokensWith({ store: memoryStore().store }), now);
  expect(await early.identify(strangers, now)).toBeNull();
  const first = await accessTokenAt(tokensWith({ store }), now);
  expect(await early.identify(first, now)).toMatchObject({ kind: "access-token" });
});

it("two processes that make the first key at once end with one, and read each other's assertions", async () => {
  const { store, records } = memoryStore();
  const processes = Array.from({ length: 4 }, () => tokensWith({ store }));
  const assertions = await Promise.all(processes.map((tokens) => accessTokenAt(tokens, now)));
  expect(records.size).toBe(2);
  for (const tokens of processes) {
    for (const assertion of assertions) expect(await tokens.identify(assertion, now)).not.toBeNull();
  }
});

it("a burst in a cold process opens the key once; a warm one asks nobody", async () => {
  const { store, calls } = memoryStore();
  const { vault, calls: vaultCalls } = fakeVault();
  await tokensWith({ store, vault }).jwks(now);
  vaultCalls.length = 0;
  calls.list = 0;
  const tokens = tokensWith({ store, vault });
  await Promise.all(Array.from({ length: 20 }, () => tokens.signer(now)));
  await tokens.signer(now + 299_000);
  await tokens.identify(await accessTokenAt(tokens, now), now);
  expect(vaultCalls.toSorted()).toEqual(["mac", "mac", "open"]);
  expect(calls).toMatchObject({ list: 1 });
});

it("keys are forgotten after 5 minutes, and when the slot ends", async () => {
  const { store } = memoryStore();
  const { vault, calls } = fakeVault();
  const tokens = tokensWith({ store, vault });
  const opens = async (at: number) => {
    calls.length = 0;
    await tokens.signer(at);
    return calls.filter((call) => call === "open").length;
  };
  const end = slotEnd(slot);
  expect([await opens(now), await opens(now + 299_999), await opens(now + 300_000)]).toEqual([1, 0, 1]);
  expect([await opens(end - 1000), await opens(end - 1), await opens(end)]).toEqual([1, 0, 1]);
});

it("signing needs nothing from outside once the signer is at hand", async () => {
  const { store, setDown, calls } = memoryStore();
  const { vault, calls: vaultCalls } = fakeVault();
  const sign = await tokensWith({ store, vault }).signer(now);
  setDown(true);
  const before = [vaultCalls.length, calls.list];
  expect((await sign(loginAt(now))).expiresAt).toBe(now + 300_000);
  expect([vaultCalls.length, calls.list]).toEqual(before);
});

it("a step that only reads access tokens opens no private key and makes none", async () => {
  const { store, calls } = memoryStore();
  const assertion = await accessTokenAt(tokensWith({ store }), now);
  calls.add = 0;
  const broken = {
    ...fakeVault().vault,
    seal: () => Promise.reject(new Error("denied")),
    open: () => Promise.reject(new Error("denied")),
    reseal: () => Promise.reject(new Error("denied")),
  };
  expect(await tokensWith({ store, vault: broken }).identify(assertion, now)).not.toBeNull();
  expect(calls.add).toBe(0);
});

it("a table that is down is not an unknown user, and is asked again", async () => {
  const { store, setDown } = memoryStore();
  const assertion = await accessTokenAt(tokensWith({ store }), now);
  const tokens = tokensWith({ store });
  setDown(true);
  await expect(tokens.identify(assertion, now)).rejects.toThrow(KeysUnavailable);
  await expect(tokens.signer(now)).rejects.toThrow();
  setDown(false);
  expect(await tokens.identify(assertion, now)).not.toBeNull();
  await expect(tokens.signer(now)).resolves.toBeTypeOf("function");
});

it("1,000 made-up kids in assertions cause at most one read in 30 seconds", async () => {
  const { store, calls } = memoryStore();
  const tokens = tokensWith({ store });
  const good = await accessTokenAt(tokens, now);
  calls.list = 0;
  const claims = { ...goodClaims, iss: "https://2fa.example.com", aud: "https://2fa.example.com", exp: seconds + 300 };
  for (let round = 0; round < 10; round += 1) {
    const at = now + 31_000 + round * 2_900;
    const storm = Array.from({ length: 100 }, (_, index) =>
      tokens.identify(tokenOf(acmeKey, claims, { typ: "at+jwt", kid: `k${round}-${index}` }), at),
    );
    expect(new Set(await Promise.all(storm))).toEqual(new Set([null]));
  }
  expect(calls.list).toBe(1);
  expect(await tokens.identify(good, now + 60_000)).not.toBeNull();
});

it("a key that another process made a minute ago is found", async () => {
  const { store } = memoryStore();
  const reader = tokensWith({ store });
  expect(await reader.identify(await accessTokenAt(tokensWith(), now), now)).toBeNull();
  const assertion = await accessTokenAt(tokensWith({ store }), now + 60_000);
  expect(await reader.identify(assertion, now + 60_000)).not.toBeNull();
});

it("a private key that was moved to another row does not sign", async () => {
  const { store, records } = memoryStore();
  await tokensWith({ store }).signer(now);
  const [current, next] = [records.get(kidOf(slot)), records.get(kidOf(slot + 1))];
  if (current === undefined || next === undefined) throw new Error("no keys");
  records.set(current.kid, { ...current, sealedPrivateJwk: next.sealedPrivateJwk });
  await expect(tokensWith({ store }).signer(now)).rejects.toThrow("another context");
});
