import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { limitKey } from "../../../shared/aws/dynamodb/keys.ts";
import { limitStore } from "../../../shared/aws/dynamodb/limit-store.ts";
import type { LimitedBy } from "../../../shared/ports/stores.ts";
import { now } from "../examples.ts";
import type { Given } from "./given.ts";

export function limitsContract({ someTenant, itemAt, table }: Given): void {
  describe("limits", () => {
    const numberOf = (numberHash: string): LimitedBy => ({ kind: "number", numberHash, standing: "confirmed" });
    const limits = { hour: 5, day: 8 };
    const claimTimes = async (times: number, by: LimitedBy, at: number) => {
      for (let time = 0; time < times; time++) await limitStore(table()).claim(by, limits, at);
    };

    it("let exactly as many of a burst through as the hour allows", async () => {
      const by = numberOf(randomUUID());
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => limitStore(table()).claim(by, limits, now)));
      expect(outcomes.filter(({ claimed }) => claimed)).toHaveLength(5);
      const refused = outcomes.filter(({ claimed }) => !claimed);
      expect(new Set(refused.map((outcome) => JSON.stringify(outcome)))).toEqual(
        new Set([JSON.stringify({ claimed: false, retryAt: Date.parse("2026-11-21T14:00:00.000Z") })]),
      );
    });

    it("open again with the next hour, until the day is spent", async () => {
      const by = numberOf(randomUUID());
      await claimTimes(6, by, now);
      const next = Date.parse("2026-11-21T14:00:00.000Z");
      for (let time = 0; time < 3; time++)
        await expect(limitStore(table()).claim(by, limits, next)).resolves.toEqual({ claimed: true });
      const midnight = Date.parse("2026-11-22T00:00:00.000Z");
      await expect(limitStore(table()).claim(by, limits, next)).resolves.toEqual({ claimed: false, retryAt: midnight });
      await expect(limitStore(table()).claim(by, limits, midnight - 1)).resolves.toEqual({
        claimed: false,
        retryAt: midnight,
      });
      await expect(limitStore(table()).claim(by, limits, midnight)).resolves.toEqual({ claimed: true });
    });

    it("count the use of a number by its owner, by each organisation that registered it and by anybody else apart", async () => {
      const number = { kind: "number", numberHash: randomUUID() } as const;
      const uses: readonly LimitedBy[] = [
        { ...number, standing: "confirmed" },
        { ...number, standing: "pending" },
        { ...number, standing: "registered", tenant: someTenant() },
        { ...number, standing: "registered", tenant: someTenant() },
      ];
      for (const by of uses) {
        await claimTimes(4, by, now);
        await expect(limitStore(table()).claim(by, limits, now)).resolves.toEqual({ claimed: true });
        await expect(limitStore(table()).claim(by, limits, now)).resolves.toMatchObject({ claimed: false });
      }
    });

    it("count a tenant by the day alone", async () => {
      const by = { kind: "tenant", tenant: someTenant() } as const;
      const claim = () => limitStore(table()).claim(by, { hour: null, day: 7 }, now);
      for (let time = 0; time < 7; time++) await expect(claim()).resolves.toEqual({ claimed: true });
      await expect(claim()).resolves.toEqual({ claimed: false, retryAt: Date.parse("2026-11-22T00:00:00.000Z") });
      await expect(itemAt(limitKey(by, now))).resolves.toMatchObject({
        n: 7,
        ttl: Date.parse("2026-11-22T00:00:00.000Z") / 1000,
      });
    });
  });
}
