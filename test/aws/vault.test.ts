import { describe, expect, it } from "vitest";
import { SealBroken, type VaultContext } from "../../shared/ports/vault.ts";
import { context, plain, vaultOnKms } from "./vault-on-kms.ts";

describe("a sealed value", () => {
  it("opens in any process, in its own context", async () => {
    const { process } = vaultOnKms();
    const sealed = await process().seal(context, plain);
    await expect(process().open(context, sealed)).resolves.toEqual(plain);
  });

  it("may be empty", async () => {
    const keeper = vaultOnKms().process();
    await expect(keeper.open(context, await keeper.seal(context, new Uint8Array()))).resolves.toEqual(new Uint8Array());
  });

  it("has a header with format and generation, and is 31 bytes longer than the plain one, which is not in it", async () => {
    const sealed = await vaultOnKms().process().seal(context, plain);
    expect([...sealed.subarray(0, 3)]).toEqual([1, 0, 1]);
    expect(sealed).toHaveLength(plain.length + 31);
    expect(Buffer.from(sealed).includes(Buffer.from(plain))).toBe(false);
  });

  it("is never the same twice", async () => {
    const keeper = vaultOnKms().process();
    const sealed = await Promise.all(Array.from({ length: 50 }, () => keeper.seal(context, plain)));
    expect(new Set(sealed.map((value) => Buffer.from(value.subarray(3, 15)).toString("hex"))).size).toBe(50);
  });

  it.each<[string, Partial<VaultContext>]>([
    ["tenant", { tenant: "umbrella" }],
    ["purpose", { purpose: "contact" }],
    ["user", { about: ["usr_2", "fac_1"] }],
    ["factor", { about: ["usr_1", "fac_2"] }],
    ["order of parts", { about: ["fac_1", "usr_1"] }],
    ["split of parts", { about: ["usr_1f", "ac_1"] }],
    ["joined parts", { about: ["usr_1fac_1"] }],
    ["missing part", { about: ["usr_1"] }],
    ["further part", { about: ["usr_1", "fac_1", ""] }],
  ])("does not open in a context of another %s", async (_, other) => {
    const keeper = vaultOnKms().process();
    const sealed = await keeper.seal(context, plain);
    await keeper.seal({ ...context, ...other }, plain);
    await expect(keeper.open({ ...context, ...other }, sealed)).rejects.toThrow(SealBroken);
  });

  it("does not open with any one bit changed", async () => {
    const keeper = vaultOnKms().process();
    const sealed = await keeper.seal(context, plain);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = sealed.with(bit >> 3, (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
      await expect(keeper.open(context, changed), `bit ${bit}`).rejects.toThrow(SealBroken);
    }
  });

  it("does not open truncated to any length, or lengthened", async () => {
    const keeper = vaultOnKms().process();
    const sealed = await keeper.seal(context, plain);
    for (let length = 0; length < sealed.length; length++) {
      await expect(keeper.open(context, sealed.subarray(0, length)), `${length} bytes`).rejects.toThrow(SealBroken);
    }
    await expect(keeper.open(context, Uint8Array.of(...sealed, 0))).rejects.toThrow(SealBroken);
  });

  it("is refused where no key was ever made, and none is made for it", async () => {
    const sealed = await vaultOnKms().process().seal(context, plain);
    const elsewhere = vaultOnKms();
    await expect(elsewhere.process().open(context, sealed)).rejects.toThrow(SealBroken);
    expect(elsewhere.store.rows).toEqual([]);
  });

  it("does not stop the first key from being made at the same time", async () => {
    const { process } = vaultOnKms();
    const garbage = await vaultOnKms().process().seal(context, plain);
    const keeper = process();
    const [opened, mac] = await Promise.allSettled([keeper.open(context, garbage), keeper.mac(context, plain)]);
    expect(opened).toMatchObject({ status: "rejected" });
    expect(mac).toMatchObject({ status: "fulfilled" });
  });

  it("of another format is refused before KMS is asked", async () => {
    const { kms, process } = vaultOnKms();
    const sealed = await process().seal(context, plain);
    await expect(process().open(context, sealed.with(0, 2))).rejects.toThrow(SealBroken);
    expect(kms.decrypted()).toBe(0);
  });

  it("is refused for a name that is broken Unicode, which would encode like another", async () => {
    const keeper = vaultOnKms().process();
    await expect(keeper.seal({ ...context, about: ["\ud800"] }, plain)).rejects.toThrow("well-formed");
    await expect(keeper.mac({ ...context, about: ["\udfff"] }, plain)).rejects.toThrow("well-formed");
  });
});
