import { DecryptCommand, GenerateDataKeyCommand } from "@aws-sdk/client-kms";
import { describe, expect, it } from "vitest";
import { second } from "./examples.ts";
import { SealBroken, serviceTenant } from "../../shared/ports/vault.ts";
import { kmsKeyId } from "./tiny-kms.ts";
import { context, dataKeyDays, plain, vaultOnKms } from "./vault-on-kms.ts";

describe("KMS", () => {
  it("is asked for a key of 256 bits and for its unwrapping with the deployment's tenant and the purpose, and the key's id", async () => {
    const { kms, store, process } = vaultOnKms();
    await process().seal(context, plain);
    await process().seal(context, plain);
    const EncryptionContext = { tenant: serviceTenant, purpose: "totp" };
    expect(kms.mock.commandCalls(GenerateDataKeyCommand).map(({ args }) => args[0].input)).toEqual([
      { KeyId: kmsKeyId, KeySpec: "AES_256", EncryptionContext },
    ]);
    expect(kms.mock.commandCalls(DecryptCommand).map(({ args }) => args[0].input)).toEqual([
      {
        KeyId: kmsKeyId,
        CiphertextBlob: store.own[0]?.wrapped,
        EncryptionContext,
      },
    ]);
  });

  it("is asked once in as long as the cache lasts, and again after it", async () => {
    const { kms, clock, process } = vaultOnKms();
    const sealed = await process().seal(context, plain);
    const keeper = process(300);
    const use = () =>
      Promise.all([keeper.open(context, sealed), keeper.mac(context, plain), keeper.seal(context, plain)]);
    await use();
    clock.advance(300 * second - 1);
    await use();
    expect(kms.decrypted()).toBe(1);
    clock.advance(1);
    await use();
    expect(kms.decrypted()).toBe(2);
  });

  it("is asked at every use if the cache lasts 0 seconds", async () => {
    const { kms, process } = vaultOnKms();
    const sealed = await process().seal(context, plain);
    const keeper = process(0);
    for (let use = 1; use <= 3; use++) {
      await keeper.open(context, sealed);
      expect(kms.decrypted()).toBe(use);
    }
    await keeper.mac(context, plain);
    await keeper.seal(context, plain);
    expect(kms.decrypted()).toBe(5);
  });

  it("makes one key for all first uses at once in a process", async () => {
    const { kms, store, process } = vaultOnKms();
    const keeper = process();
    const macs = await Promise.all(Array.from({ length: 10 }, () => keeper.mac(context, plain)));
    await keeper.seal(context, plain);
    expect([kms.generated(), kms.decrypted(), store.rows.length]).toEqual([1, 0, 1]);
    expect(new Set(macs.map((mac) => Buffer.from(mac).toString("hex"))).size).toBe(1);
  });

  it.each([0, 300])(
    "makes one key that wins if two processes need the first at once (cache %s)",
    async (cacheSeconds) => {
      const { store, process } = vaultOnKms();
      const [here, there] = [process(cacheSeconds), process(cacheSeconds)];
      const [sealedHere, sealedThere] = await Promise.all([here.seal(context, plain), there.seal(context, plain)]);
      expect(store.rows).toHaveLength(1);
      await expect(here.open(context, sealedThere)).resolves.toEqual(plain);
      await expect(there.open(context, sealedHere)).resolves.toEqual(plain);
      await expect(process().open(context, sealedHere)).resolves.toEqual(plain);
    },
  );

  it("may fail, is then asked again, and meanwhile nothing opens", async () => {
    const { kms, process } = vaultOnKms();
    const sealed = await process().seal(context, plain);
    const keeper = process();
    kms.failOnce();
    const uses = await Promise.allSettled([keeper.open(context, sealed), keeper.open(context, sealed)]);
    expect(uses).toMatchObject([
      { status: "rejected", reason: { name: "KMSInternalException" } },
      { status: "rejected" },
    ]);
    expect(kms.decrypted()).toBe(1);
    await expect(keeper.open(context, sealed)).resolves.toEqual(plain);
    expect(kms.decrypted()).toBe(2);
  });

  it("may fail to unwrap the first key; no other is made in its place", async () => {
    const { kms, store, process } = vaultOnKms();
    const mac = await process().mac(context, plain);
    const keeper = process();
    kms.failOnce();
    await expect(keeper.mac(context, plain)).rejects.toThrow("KMSInternalException");
    expect([kms.generated(), store.rows.length]).toEqual([1, 1]);
    await expect(keeper.mac(context, plain)).resolves.toEqual(mac);
  });

  it("is asked for no new key in the place of one that other keys prove", async () => {
    const { kms, store, process } = vaultOnKms();
    await process().mac({ ...context, purpose: "identity" }, plain);
    await process().seal(context, plain);
    store.rows.splice(0, 1);
    const generated = kms.generated();
    await expect(process().mac({ ...context, purpose: "identity" }, plain)).rejects.toThrow("other keys prove");
    expect([kms.generated(), store.rows.length]).toEqual([generated, 1]);
  });

  it("is asked for no first generation where there is a later one", async () => {
    const { kms, store, process, addGeneration } = vaultOnKms();
    await addGeneration(2);
    const generated = kms.generated();
    await expect(process().mac(context, plain)).rejects.toThrow("other keys prove");
    expect([kms.generated(), store.rows.length]).toEqual([generated, 1]);
  });

  it("may fail while the first key is made; the next use makes it", async () => {
    const { kms, store, process } = vaultOnKms();
    const keeper = process();
    kms.failOnce();
    await expect(keeper.seal(context, plain)).rejects.toThrow("KMSInternalException");
    await expect(keeper.seal(context, plain)).resolves.toHaveLength(plain.length + 31);
    expect(store.rows).toHaveLength(1);
  });

  it("refuses a wrapped key that was moved to another tenant or purpose", async () => {
    const { store, process } = vaultOnKms();
    const sealed = await process().seal(context, plain);
    const [row] = store.rows;
    if (row === undefined) throw new Error("No data key was made");
    store.rows.push({ ...row, tenant: "umbrella" });
    await expect(process().open({ ...context, tenant: "umbrella" }, sealed)).rejects.toThrow("another context");
  });

  it("gives a key of another length: it is not used", async () => {
    const { kms, process } = vaultOnKms();
    kms.mock.on(GenerateDataKeyCommand).resolves({ Plaintext: new Uint8Array(16), CiphertextBlob: new Uint8Array(60) });
    await expect(process().mac(context, plain)).rejects.toThrow("256 bits");
  });

  it("is asked once per purpose for any number of tenants", async () => {
    const { kms, process } = vaultOnKms();
    const tenants = Array.from({ length: 200 }, (_, nth) => `tenant-${String(nth)}`);
    const purposes = ["identity", "totp"] as const;
    const contexts = tenants.flatMap((tenant) => purposes.map((purpose) => ({ ...context, tenant, purpose })));
    const macs: Uint8Array[] = [];
    const maker = process();
    for (const one of contexts) macs.push(await maker.mac(one, plain));
    expect([kms.generated(), kms.decrypted()]).toEqual([2, 0]);
    const reader = process();
    for (const [nth, one] of contexts.entries()) expect(await reader.mac(one, plain)).toEqual(macs[nth]);
    expect([kms.generated(), kms.decrypted()]).toEqual([2, 2]);
  });

  it("is asked for a successor of the deployment's own key when that is too old; what it wrapped opens on", async () => {
    const { kms, store, clock, process } = vaultOnKms();
    const sealed = await process().seal(context, plain);
    clock.advance(dataKeyDays * 86_400 * second);
    await process().seal({ ...context, tenant: "umbrella" }, plain);
    expect(store.own.map(({ generation }) => generation)).toEqual([1, 2]);
    expect(kms.generated()).toBe(2);
    await expect(process().open(context, sealed)).resolves.toEqual(plain);
  });

  it("never makes a second own key that tenants' keys take for the first: without it they are refused", async () => {
    const { store, process } = vaultOnKms();
    const sealed = await process().seal(context, plain);
    store.own.length = 0;
    await expect(process().open(context, sealed)).rejects.toThrow(SealBroken);
    await process().seal({ ...context, tenant: "umbrella" }, plain);
    await expect(process().open(context, sealed)).rejects.toThrow(SealBroken);
  });

  it("refuses a wrapped key that was moved to another generation", async () => {
    const { store, process, addGeneration } = vaultOnKms();
    const sealed = await process().seal(context, plain);
    await addGeneration(2);
    const [first, last] = store.rows;
    if (first === undefined || last === undefined) throw new Error("No data keys were made");
    store.rows.splice(0, 2, { ...last, generation: 1 });
    await expect(process().open(context, sealed)).rejects.toThrow("another context");
  });
});
