import { describe, expect, it } from "vitest";
import { dataKeyStore } from "../../../shared/aws/dynamodb/data-key-store.ts";
import { signingKeyStore } from "../../../shared/aws/dynamodb/signing-key-store.ts";
import { bytesOf, day, now } from "../examples.ts";
import type { Given } from "./given.ts";

export function keptKeysContract({ someTenant, table }: Given): void {
  describe("signing keys", () => {
    it("are added once per kid, and listed with all their parts", async () => {
      const store = signingKeyStore(table());
      const key = {
        kid: "2026#11",
        publicJwk: { kty: "EC", crv: "P-256", x: "x", y: "y" },
        sealedPrivateJwk: bytesOf(80),
      };
      const outcomes = await Promise.all([key, key, key].map((one) => store.add(one, now + day)));
      expect(outcomes.toSorted()).toEqual(["conflict", "conflict", "written"]);
      await store.add({ ...key, kid: "2026#12" }, now + day);
      await expect(store.list()).resolves.toEqual([key, { ...key, kid: "2026#12" }]);
    });
  });

  describe("data keys", () => {
    it("are added once per generation, and the newest is known", async () => {
      const [store, tenant] = [dataKeyStore(table()), someTenant()];
      const keyOf = (generation: number) =>
        ({ tenant, purpose: "totp", generation, wrapped: bytesOf(184, generation) }) as const;
      await expect(store.newest(tenant, "totp")).resolves.toBe(0);
      await expect(store.read(tenant, "totp", 1)).resolves.toBeNull();
      for (const generation of [1, 2, 10]) await expect(store.add(keyOf(generation))).resolves.toBe("written");
      await expect(store.add({ ...keyOf(2), wrapped: bytesOf(1) })).resolves.toBe("conflict");
      await expect(store.newest(tenant, "totp")).resolves.toBe(10);
      await expect(store.newest(tenant, "contact")).resolves.toBe(0);
      await expect(store.read(tenant, "totp", 2)).resolves.toEqual(bytesOf(184, 2));
    });
  });
}
