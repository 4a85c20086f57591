import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { dataKeyStore, signingKeyStore } from "../../../shared/aws/dynamodb/key-stores.ts";
import { dataKeyKey } from "../../../shared/aws/dynamodb/keys.ts";
import { bytesOf, day, now } from "../examples.ts";
import type { Given } from "./given.ts";

export function keptKeysContract({ someTenant, table }: Given): void {
  describe("signing keys", () => {
    it("are added once per kid, and listed with all their parts", async () => {
      const store = signingKeyStore(table());
      const key = {
        kid: "2026#11",
        publicJwk: { kty: "EC", crv: "P-256", x: "x", y: "y" },
        proof: bytesOf(32),
        sealedPrivateJwk: bytesOf(80),
      };
      const outcomes = await Promise.all([key, key, key].map((one) => store.add(one, now + day)));
      expect(outcomes.toSorted()).toEqual(["conflict", "conflict", "written"]);
      await store.add({ ...key, kid: "2026#12" }, now + day);
      await expect(store.list()).resolves.toEqual({ keys: [key, { ...key, kid: "2026#12" }], withdrawn: [] });
    });

    it("that were withdrawn are gone for ever: only their kids are left, and nobody makes them again", async () => {
      const store = signingKeyStore(table());
      const key = {
        kid: "stolen",
        publicJwk: { kty: "EC", crv: "P-256", x: "x", y: "y" },
        proof: bytesOf(32),
        sealedPrivateJwk: bytesOf(80),
      };
      await store.add(key, now + day);
      await store.withdraw("stolen", now, now + day);
      const { keys, withdrawn } = await store.list();
      expect(keys.map(({ kid }) => kid)).not.toContain("stolen");
      expect(withdrawn).toEqual(["stolen"]);
      await expect(store.add(key, now + day)).resolves.toBe("conflict");
    });
  });

  describe("data keys", () => {
    it("are added once per generation, and the newest is known", async () => {
      const [store, tenant] = [dataKeyStore(table()), someTenant()];
      const keyOf = (generation: number) =>
        ({
          tenant,
          purpose: "totp",
          generation,
          wrapped: bytesOf(184, generation),
          createdAt: now + generation,
        }) as const;
      await expect(store.newest(tenant, "totp")).resolves.toBeNull();
      await expect(store.read(tenant, "totp", 1)).resolves.toBeNull();
      for (const generation of [1, 2, 10]) await expect(store.add(keyOf(generation))).resolves.toBe("written");
      await expect(store.add({ ...keyOf(2), wrapped: bytesOf(1) })).resolves.toBe("conflict");
      await expect(store.newest(tenant, "totp")).resolves.toEqual({ generation: 10, createdAt: now + 10 });
      await expect(store.newest(tenant, "contact")).resolves.toBeNull();
      await expect(store.read(tenant, "totp", 2)).resolves.toEqual(bytesOf(184, 2));
    });

    it("tell of which purposes a tenant has any", async () => {
      const [store, tenant] = [dataKeyStore(table()), someTenant()];
      await expect(store.purposes(tenant)).resolves.toEqual(new Set());
      for (const [purpose, generation] of [
        ["identity", 1],
        ["totp", 2],
      ] as const)
        await store.add({ tenant, purpose, generation, wrapped: bytesOf(184), createdAt: now });
      await expect(store.purposes(tenant)).resolves.toEqual(new Set(["identity", "totp"]));
    });

    it("from before their age was kept are as old as can be", async () => {
      const [store, tenant] = [dataKeyStore(table()), someTenant()];
      const Item = { ...dataKeyKey(tenant, "totp", 1), s: 1, generation: 1, wrapped: bytesOf(184) };
      await table().documents.send(new PutCommand({ TableName: table().name, Item }));
      await expect(store.newest(tenant, "totp")).resolves.toEqual({ generation: 1, createdAt: 0 });
      await expect(store.read(tenant, "totp", 1)).resolves.toEqual(bytesOf(184));
    });
  });
}
