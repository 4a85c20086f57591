import { createSecretKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { SealBroken, type VaultContext } from "../../shared/ports/vault.ts";
import { type DataKeys, type SubKeys, vault } from "../../shared/aws/vault.ts";
import { bytesOf } from "./examples.ts";
import { context, plain, vaultOnKms } from "./vault-on-kms.ts";

/** The same key for everybody. */
const oneKey = (own: Omit<SubKeys, "wrap">, keys = { ...own, wrap: own.seal }): DataKeys => ({
  newest: async () => 1,
  advance: async () => 1,
  find: async () => keys,
  first: async () => keys,
});

describe("a keyed hash", () => {
  it("is 32 bytes, the same in any process and cache mode", async () => {
    const { process } = vaultOnKms();
    const mac = await process(300).mac(context, plain);
    expect(mac).toHaveLength(32);
    await expect(process(0).mac(context, plain)).resolves.toEqual(mac);
  });

  it("differs by tenant, purpose, every part, the split of parts, and the bytes", async () => {
    const keeper = vaultOnKms().process();
    const contexts: readonly VaultContext[] = [
      context,
      { ...context, tenant: "umbrella" },
      { ...context, purpose: "codes" },
      { ...context, about: ["usr_1"] },
      { ...context, about: ["usr_1", "fac_1", ""] },
      { ...context, about: ["usr_1fac_1"] },
      { ...context, about: ["usr_1", "fac_1", "JBSWY3DPEHPK3PXP"] },
    ];
    const macs = await Promise.all([
      ...contexts.map((one) => keeper.mac(one, plain)),
      keeper.mac(context, new Uint8Array()),
      keeper.mac({ ...context, about: ["usr_1"] }, new TextEncoder().encode("fac_1")),
    ]);
    expect(new Set(macs.map((mac) => Buffer.from(mac).toString("hex"))).size).toBe(macs.length);
  });

  it("comes from a key of its own, derived apart from the sealing key", async () => {
    const keys = await vaultOnKms().keys().first(context, true);
    expect(keys.seal.equals(keys.mac)).toBe(false);
    const [seal, mac] = [createSecretKey(bytesOf(32, 1)), createSecretKey(bytesOf(32, 2))];
    const hash = await vault(oneKey({ seal, mac })).mac(context, plain);
    await expect(vault(oneKey({ seal: mac, mac })).mac(context, plain)).resolves.toEqual(hash);
    await expect(vault(oneKey({ seal, mac: seal })).mac(context, plain)).resolves.not.toEqual(hash);
  });
});

describe("even if two tenants or purposes had the same key", () => {
  const shared = vault(oneKey({ seal: createSecretKey(bytesOf(32, 1)), mac: createSecretKey(bytesOf(32, 2)) }));

  it.each<Partial<VaultContext>>([{ tenant: "umbrella" }, { purpose: "contact" }])(
    "a value of another one would not open: %o, and its keyed hash would differ",
    async (other) => {
      const sealed = await shared.seal(context, plain);
      await expect(shared.open({ ...context, ...other }, sealed)).rejects.toThrow(SealBroken);
      const hash = await shared.mac(context, plain);
      await expect(shared.mac({ ...context, ...other }, plain)).resolves.not.toEqual(hash);
    },
  );
});

describe("generations", () => {
  it("the newest seals, the named one opens, the first makes the keyed hashes", async () => {
    const { process, addGeneration } = vaultOnKms();
    const [old, mac] = [await process().seal(context, plain), await process().mac(context, plain)];
    await addGeneration(2);
    const keeper = process();
    const sealed = await keeper.seal(context, plain);
    expect([...sealed.subarray(0, 3)]).toEqual([1, 0, 2]);
    await expect(keeper.open(context, sealed)).resolves.toEqual(plain);
    await expect(keeper.open(context, old)).resolves.toEqual(plain);
    await expect(keeper.mac(context, plain)).resolves.toEqual(mac);
  });

  it("a process that has not heard of the newest opens what another sealed with it", async () => {
    const { process, addGeneration } = vaultOnKms();
    const here = process();
    await here.seal(context, plain);
    await addGeneration(2);
    await expect(here.open(context, await process().seal(context, plain))).resolves.toEqual(plain);
  });

  it("a value does not open with the key of another generation", async () => {
    const { process, addGeneration } = vaultOnKms();
    const old = await process().seal(context, plain);
    await addGeneration(2);
    await expect(process().open(context, old.with(2, 2))).rejects.toThrow(SealBroken);
  });
});
