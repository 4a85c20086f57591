import { exportJWK, generateKeyPair } from "jose";
import { describe, expect, it } from "vitest";
import { kidOf, slotAt, slotEnd } from "../../shared/identity/signing-keys.ts";
import { accessTokenAt, kidsAt } from "./logins.ts";
import { claimsIn, ecKey, fakeVault, headerIn, memoryStore, now, tokenOf, tokensWith } from "./world.ts";

const slot = slotAt(now);
const minute = 60_000;

/** A table in which a key has signed and was then withdrawn. */
async function withdrawnWorld() {
  const { store, records } = memoryStore();
  const running = tokensWith({ store });
  const assertion = await accessTokenAt(running, now);
  await store.withdraw(kidOf(slot), now, slotEnd(slot + 2));
  return { store, records, running, assertion };
}

describe("a withdrawn key", () => {
  it("verifies nothing and is not published, and the next revision signs", async () => {
    const { store, assertion } = await withdrawnWorld();
    const fresh = tokensWith({ store });
    expect(await fresh.identify(assertion, now)).toBeNull();
    expect(headerIn(await accessTokenAt(fresh, now))["kid"]).toBe(kidOf(slot, 1));
    expect((await kidsAt(fresh, now)).toSorted()).toEqual([kidOf(slot, 1), kidOf(slot + 1)].toSorted());
    expect(await fresh.identify(assertion, now + minute)).toBeNull();
  });

  it("is used for five more minutes by a process that was running, and by none after them", async () => {
    const { store, running, assertion } = await withdrawnWorld();
    expect(await running.identify(assertion, now + 299_999)).not.toBeNull();
    await running.signer(now + 299_999);
    expect(headerIn(await accessTokenAt(running, now + 300_000))["kid"]).toBe(kidOf(slot, 1));
    expect(await running.identify(assertion, now + 300_000)).toBeNull();
    expect(await kidsAt(running, now + 300_000)).not.toContain(kidOf(slot));
    expect(await tokensWith({ store }).identify(assertion, now + 300_000)).toBeNull();
  });

  it("is not kept longer because it was opened later than it was read", async () => {
    const { store } = memoryStore();
    await tokensWith({ store }).signer(now);
    const running = tokensWith({ store });
    const assertion = await accessTokenAt(tokensWith({ store }), now);
    expect(await running.identify(assertion, now)).not.toBeNull();
    await store.withdraw(kidOf(slot), now, slotEnd(slot + 2));
    expect(headerIn(await accessTokenAt(running, now + 299_000))["kid"]).toBe(kidOf(slot));
    expect(headerIn(await accessTokenAt(running, now + 300_000))["kid"]).toBe(kidOf(slot, 1));
  });

  it("is not made again by a process that has not heard of it", async () => {
    const { store, records } = memoryStore();
    const late = tokensWith({ store });
    await store.withdraw(kidOf(slot), now, slotEnd(slot + 2));
    const [one, other] = await Promise.all([accessTokenAt(late, now), accessTokenAt(tokensWith({ store }), now)]);
    expect([headerIn(one)["kid"], headerIn(other)["kid"]]).toEqual([kidOf(slot, 1), kidOf(slot, 1)]);
    expect([...records.keys()].toSorted()).toEqual([kidOf(slot, 1), kidOf(slot + 1)].toSorted());
  });
});

describe("a newer revision beside a key that was not withdrawn", () => {
  it("signs; what the older one signed verifies until it expires", async () => {
    const { store } = memoryStore();
    const assertion = await accessTokenAt(tokensWith({ store }), now);
    const maker = memoryStore();
    await maker.store.withdraw(kidOf(slot), now, 0);
    await tokensWith({ store: maker.store }).signer(now);
    const made = maker.records.get(kidOf(slot, 1));
    if (made === undefined) throw new Error("no key");
    await store.add(made, slotEnd(slot + 2));
    const after = tokensWith({ store });
    expect(headerIn(await accessTokenAt(after, now))["kid"]).toBe(kidOf(slot, 1));
    expect(await after.identify(assertion, now + 4 * minute)).not.toBeNull();
    expect(await after.identify(assertion, now + 6 * minute)).toBeNull();
  });
});

it("the published keys are not fewer because the vault is down: then there is no answer at all", async () => {
  const { store } = memoryStore();
  await tokensWith({ store }).signer(now);
  const { vault } = fakeVault();
  const mac = () => Promise.reject(new Error("KMS is down"));
  await expect(tokensWith({ store, vault: { ...vault, mac } }).jwks(now)).rejects.toThrow("KMS is down");
});

describe("a key that somebody planted in the table", () => {
  it("is not published: only the vault proves a key", async () => {
    const { store, records } = memoryStore();
    await tokensWith({ store }).signer(now);
    const { publicKey } = await generateKeyPair("ES256", { extractable: true });
    const { kty = "", crv = "", x = "", y = "" } = await exportJWK(publicKey);
    const own = records.get(kidOf(slot));
    if (own === undefined) throw new Error("no key");
    const planted = { ...own, kid: kidOf(slot - 1), publicJwk: { kty, crv, x, y } };
    records.set(planted.kid, planted);
    records.set(own.kid, { ...own, publicJwk: planted.publicJwk });
    const jwks = await tokensWith({ store }).jwks(now);
    expect(jwks.map(({ kid }) => kid)).toEqual([kidOf(slot + 1)]);
    expect(jwks.map((jwk) => jwk["x"])).not.toContain(x);
  });

  it("of a name that is none of ours verifies nothing", async () => {
    const { store, records } = memoryStore();
    const good = await accessTokenAt(tokensWith({ store }), now);
    const forger = ecKey(`${kidOf(slot)}-x`);
    const { kty = "", crv = "", x = "", y = "" } = forger.publicJwk;
    const proof = new Uint8Array(32);
    records.set(forger.kid, {
      kid: forger.kid,
      publicJwk: { kty, crv, x, y },
      proof,
      sealedPrivateJwk: new Uint8Array(40),
    });
    const forged = tokenOf(forger, claimsIn(good), { typ: "at+jwt" });
    expect(await tokensWith({ store }).identify(forged, now)).toBeNull();
    expect(await tokensWith({ store }).identify(good, now)).not.toBeNull();
  });

  it.each([
    ["no proof", () => new Uint8Array(0)],
    [
      "the proof of another kid",
      (proofs: ReadonlyMap<string, Uint8Array>) => proofs.get(kidOf(slot)) ?? new Uint8Array(),
    ],
    ["zeros", () => new Uint8Array(32)],
  ])("under the kid of the slot before makes no access token, with %s", async (_, proofOf) => {
    const { store, records } = memoryStore();
    const good = await accessTokenAt(tokensWith({ store }), now);
    const forger = ecKey(kidOf(slot - 1));
    const { kty = "", crv = "", x = "", y = "" } = forger.publicJwk;
    const proof = proofOf(new Map([...records].map(([kid, record]) => [kid, record.proof])));
    records.set(forger.kid, {
      kid: forger.kid,
      publicJwk: { kty, crv, x, y },
      proof,
      sealedPrivateJwk: new Uint8Array(40),
    });
    const forged = tokenOf(forger, { ...claimsIn(good), sub: "victim" }, { typ: "at+jwt" });
    expect(await tokensWith({ store }).identify(forged, now)).toBeNull();
    expect(await tokensWith({ store }).faultOf(forged, now)).toBe("kid_unknown");
  });
});
