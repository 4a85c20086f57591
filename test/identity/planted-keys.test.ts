import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { newSigningKey, openSigningKey, provenPublicJwk } from "../../shared/identity/signing-key.ts";
import { signingKeys } from "../../shared/identity/signing-keys.ts";
import { KeysUnavailable, NoMatchingKey } from "../../shared/identity/verify-jwt.ts";
import { fakeVault, memoryStore, now } from "./world.ts";

const { vault } = fakeVault();
const record = await newSigningKey(vault, "s1");
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
/** Even with a proof by the deployment's own hash. */
const proven = async (jwk: Readonly<Record<string, string>>) => {
  const { kty, crv, x, y } = jwk;
  const context = { tenant: "~service", purpose: "publicKeys", about: ["s1"] } as const;
  const proof = await vault.mac(context, bytes([kty, crv, x, y]));
  return provenPublicJwk(vault, { ...record, publicJwk: jwk, proof });
};

describe("a key in the table", () => {
  const { x = "", y = "" } = record.publicJwk;
  const jwk = { kty: "EC", crv: "P-256", x, y };
  it("that the vault proved is published, with nothing of its private half", async () => {
    expect(await proven({ ...jwk, d: "secret" })).toEqual({ ...jwk, kid: "s1", alg: "ES256", use: "sig" });
    expect(await provenPublicJwk(vault, record)).toEqual({ ...jwk, kid: "s1", alg: "ES256", use: "sig" });
  });
  it.each([
    ["of another type", { ...jwk, kty: "RSA" }],
    ["of another curve", { ...jwk, crv: "P-384" }],
    ["without x", { kty: "EC", crv: "P-256", y }],
    ["without y", { kty: "EC", crv: "P-256", x }],
    ["of nothing", {}],
  ])("%s is none of ours, even proven", async (_, planted) => {
    expect(await proven(planted)).toBeNull();
  });
  it("with another's proof, a shorter one or none is planted", async () => {
    const other = await newSigningKey(vault, "s2");
    for (const proof of [other.proof, record.proof.subarray(1), new Uint8Array()])
      expect(await provenPublicJwk(vault, { ...record, proof })).toBeNull();
  });
  it("that was sealed in another curve does not sign", async () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
    const sealedPrivateJwk = await vault.seal(
      { tenant: "~service", purpose: "signing", about: ["s1"] },
      bytes(privateKey.export({ format: "jwk" })),
    );
    await expect(openSigningKey(vault, { ...record, sealedPrivateJwk })).rejects.toThrow("not of its curve");
    expect((await openSigningKey(vault, record)).asymmetricKeyType).toBe("ec");
  });
});

describe("the ring of signing keys", () => {
  it("signs with no key that the table did not keep", async () => {
    const { store } = memoryStore();
    const forgetful = { ...store, add: async () => "written" as const };
    const current = signingKeys(vault, forgetful).current(now, vault);
    await expect(current).rejects.toThrow(KeysUnavailable);
    await expect(current).rejects.toThrow("was not stored");
  });
  it("names the table's own fault as the cause where it cannot be read", async () => {
    const { store, setDown } = memoryStore();
    setDown(true);
    const cause: unknown = expect.objectContaining({ message: "table down" });
    await expect(signingKeys(vault, store).published(now, vault)).rejects.toMatchObject({
      message: "The signing keys cannot be read",
      cause,
    });
  });
  it("says that a kid is none of its own", async () => {
    const { store } = memoryStore();
    const find = signingKeys(vault, store).verifying(now)({ alg: "ES256", kid: "s0" });
    await expect(find).rejects.toThrow(NoMatchingKey);
    await expect(find).rejects.toThrow("No key of ours has this kid");
  });
  it("looks again for a kid that it does not know 30 seconds after the last look, and not before", async () => {
    const { store, calls } = memoryStore();
    const ring = signingKeys(vault, store);
    await ring.current(now, vault);
    calls.list = 0;
    const looksAt = async (at: number) => {
      await expect(ring.verifying(at)({ alg: "ES256", kid: "s0" })).rejects.toThrow(NoMatchingKey);
      return calls.list;
    };
    expect([await looksAt(now + 29_999), await looksAt(now + 30_000)]).toEqual([0, 1]);
  });
});
