/** @module-tag crowds */
import { describe, expect, it, vi } from "vitest";
import { SealBroken, serviceTenant } from "../../shared/ports/vault.ts";
import { day } from "./examples.ts";
import { context, dataKeyDays, plain, vaultOnKms } from "./vault-on-kms.ts";

const generationOf = (sealed: Uint8Array | null) => sealed?.[2];
const owner = { tenant: context.tenant, purpose: context.purpose };

/** A value sealed by generation 1, as old as a data key may get. */
async function agedWorld() {
  const made = vaultOnKms();
  const old = await made.process().seal(context, plain);
  const mac = await made.process().mac(context, plain);
  made.clock.advance(dataKeyDays * day);
  return { ...made, old, mac };
}

describe("a data key that is too old", () => {
  it("gets a successor by whoever seals next, and not a moment earlier", async () => {
    const { process, clock, store } = vaultOnKms();
    await process().seal(context, plain);
    clock.advance(dataKeyDays * day - 1);
    expect(generationOf(await process().seal(context, plain))).toBe(1);
    clock.advance(1);
    expect(generationOf(await process().seal(context, plain))).toBe(2);
    expect(store.rows.map(({ generation }) => generation)).toEqual([1, 2]);
    clock.advance(dataKeyDays * day);
    expect(generationOf(await process().seal(context, plain))).toBe(3);
  });

  it("goes on opening what it sealed, and generation 1 goes on making the keyed hashes", async () => {
    const { process, old, mac } = await agedWorld();
    const keeper = process();
    await keeper.seal(context, plain);
    await expect(keeper.open(context, old)).resolves.toEqual(plain);
    await expect(keeper.mac(context, plain)).resolves.toEqual(mac);
  });

  it("gets none because something is opened or hashed", async () => {
    const { process, store, old } = await agedWorld();
    await process().open(context, old);
    await process().mac(context, plain);
    expect(store.rows).toHaveLength(1);
  });

  it.each([0, 300])("gets one successor if ten processes seal at once (cache %s)", async (cacheSeconds) => {
    const { process, store, old } = await agedWorld();
    const processes = Array.from({ length: 10 }, () => process(cacheSeconds));
    const sealed = await Promise.all(processes.map((one) => one.seal(context, plain)));
    expect(store.rows.map(({ generation }) => generation)).toEqual([1, 2]);
    expect(sealed.map(generationOf)).toEqual(Array.from({ length: 10 }, () => 2));
    for (const one of processes)
      for (const value of [old, ...sealed]) await expect(one.open(context, value)).resolves.toEqual(plain);
  });

  it("goes on sealing while its successor cannot be made; that is tried once in five minutes", async () => {
    const { process, store, clock, old } = await agedWorld();
    const keeper = process();
    await keeper.open(context, old);
    const add = vi.spyOn(store, "add").mockRejectedValue(new Error("down"));
    for (let time = 0; time < 3; time += 1) expect(generationOf(await keeper.seal(context, plain))).toBe(1);
    expect(add.mock.calls.map(([{ tenant }]) => tenant)).toEqual([serviceTenant, context.tenant]);
    expect(store.rows).toHaveLength(1);
    add.mockRestore();
    clock.advance(300_000);
    expect(generationOf(await keeper.seal(context, plain))).toBe(2);
  });

  it("stays the last if there can be no more", async () => {
    const { process, addGeneration, clock, keys, store } = vaultOnKms();
    await addGeneration(9999);
    clock.advance(dataKeyDays * day);
    await expect(keys().advance(owner)).rejects.toThrow("no further generation");
    await expect(process().seal(context, plain)).resolves.toHaveLength(plain.length + 31);
    expect(store.rows.at(-1)?.generation).toBe(9999);
  });
});

describe("a new generation now", () => {
  it("is made whatever the age, seals in the same process at once, and elsewhere in five minutes", async () => {
    const { keys, process, clock } = vaultOnKms();
    const elsewhere = process();
    await elsewhere.seal(context, plain);
    const here = keys();
    expect(await here.newest(owner, true)).toBe(1);
    expect(await here.advance(owner)).toBe(2);
    expect(await here.newest(owner, true)).toBe(2);
    expect(generationOf(await elsewhere.seal(context, plain))).toBe(1);
    clock.advance(300_000);
    expect(generationOf(await elsewhere.seal(context, plain))).toBe(2);
  });

  it("is the first where there was none", async () => {
    const { keys, store } = vaultOnKms();
    expect(await keys().advance(owner)).toBe(1);
    expect(store.rows).toHaveLength(1);
  });

  it("is one if two make it at once", async () => {
    const { keys, process, store } = vaultOnKms();
    await process().seal(context, plain);
    const made = await Promise.all([keys(0).advance(owner), keys(0).advance(owner)]);
    expect(made).toEqual([2, 2]);
    expect(store.rows).toHaveLength(2);
  });
});

describe("sealing anew", () => {
  it("moves a value to the newest generation, and leaves one that is there", async () => {
    const { process, addGeneration } = vaultOnKms();
    const old = await process().seal(context, plain);
    await expect(process().reseal(context, old)).resolves.toBeNull();
    await addGeneration(2);
    const anew = await process().reseal(context, old);
    expect(generationOf(anew)).toBe(2);
    await expect(process().open(context, anew ?? old)).resolves.toEqual(plain);
    await expect(process().reseal(context, anew ?? old)).resolves.toBeNull();
  });

  it("is left to the next use if anything fails; a broken value stays what it is", async () => {
    const { process, kms, addGeneration } = vaultOnKms();
    const old = await process().seal(context, plain);
    await addGeneration(2);
    kms.failOnce();
    const keeper = process();
    await expect(keeper.reseal(context, old)).resolves.toBeNull();
    await expect(keeper.reseal(context, old)).resolves.not.toBeNull();
    await expect(keeper.reseal({ ...context, about: ["usr_2"] }, old)).resolves.toBeNull();
    await expect(keeper.reseal(context, new Uint8Array(3))).resolves.toBeNull();
    await expect(keeper.open({ ...context, about: ["usr_2"] }, old)).rejects.toThrow(SealBroken);
  });

  it("asks KMS nothing in a process that has the keys, and nobody anything where nothing is to be done", async () => {
    const { process, kms, addGeneration } = vaultOnKms();
    const old = await process().seal(context, plain);
    await addGeneration(2);
    const keeper = process();
    const anew = (await keeper.reseal(context, old)) ?? old;
    const asked = kms.mock.calls().length;
    for (let time = 0; time < 3; time += 1) await keeper.reseal(context, old);
    await keeper.reseal(context, anew);
    expect(kms.mock.calls()).toHaveLength(asked);
  });
});
