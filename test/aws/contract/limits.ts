import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { limitKey } from "../../../shared/aws/dynamodb/keys.ts";
import { limitStore } from "../../../shared/aws/dynamodb/counter-stores.ts";
import type { Limit, LimitedBy } from "../../../shared/ports/stores.ts";
import { now } from "../examples.ts";
import type { Given } from "./given.ts";

export function limitsContract({ someTenant, itemAt, table }: Given): void {
  describe("limits", () => {
    const limited = (by: LimitedBy): Limit => ({ by, hour: 5, day: 8 });
    const numberOf = (numberHash: string): Limit => limited({ kind: "number", numberHash, standing: "confirmed" });
    const claim = (limit: Limit, at = now, token: string = randomUUID()) => limitStore(table()).claim(limit, token, at);
    const claimTimes = async (times: number, limit: Limit, at: number) => {
      for (let time = 0; time < times; time++) await claim(limit, at);
    };

    it("let exactly as many of a burst through as the hour allows", async () => {
      const by = numberOf(randomUUID());
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => claim(by)));
      expect(outcomes.filter(({ claimed }) => claimed)).toHaveLength(5);
      const refused = outcomes.filter(({ claimed }) => !claimed);
      expect(new Set(refused.map((outcome) => JSON.stringify(outcome)))).toEqual(
        new Set([JSON.stringify({ claimed: false, retryAt: Date.parse("2026-11-21T14:00:00.000Z") })]),
      );
    });

    it("take a claim back once, hour and day, and nothing that was not claimed", async () => {
      const by = numberOf(randomUUID());
      const giveBack = async (token: string) => limitStore(table()).giveBack(by, token, now);
      await claimTimes(4, by, now);
      await claim(by, now, "Qmine");
      await expect(claim(by)).resolves.toMatchObject({ claimed: false });
      await giveBack("Qother");
      await expect(claim(by)).resolves.toMatchObject({ claimed: false });
      await giveBack("Qmine");
      await giveBack("Qmine");
      await expect(claim(by)).resolves.toEqual({ claimed: true, count: 5 });
      await expect(claim(by)).resolves.toMatchObject({ claimed: false });
    });

    it("open again with the next hour, until the day is spent", async () => {
      const by = numberOf(randomUUID());
      await claimTimes(6, by, now);
      const next = Date.parse("2026-11-21T14:00:00.000Z");
      for (let time = 0; time < 3; time++) await expect(claim(by, next)).resolves.toMatchObject({ claimed: true });
      const midnight = Date.parse("2026-11-22T00:00:00.000Z");
      await expect(claim(by, next)).resolves.toEqual({ claimed: false, retryAt: midnight });
      await expect(claim(by, midnight - 1)).resolves.toEqual({
        claimed: false,
        retryAt: midnight,
      });
      await expect(claim(by, midnight)).resolves.toMatchObject({ claimed: true });
    });

    it("count a number as its owner's, as typed in and as registered in each tenant, and as all of these apart", async () => {
      const number = { kind: "number", numberHash: randomUUID() } as const;
      const [one, other] = [someTenant(), someTenant()];
      const uses: readonly LimitedBy[] = [
        { ...number, standing: "confirmed" },
        { ...number, standing: "unconfirmed" },
        { ...number, standing: "pending", tenant: one },
        { ...number, standing: "pending", tenant: other },
        { ...number, standing: "registered", tenant: one },
        { ...number, standing: "registered", tenant: other },
      ];
      for (const by of uses) {
        await claimTimes(4, limited(by), now);
        await expect(claim(limited(by))).resolves.toMatchObject({ claimed: true });
        await expect(claim(limited(by))).resolves.toMatchObject({ claimed: false });
      }
    });

    it("count a tenant's logins and set-ups apart, by the day alone", async () => {
      const [by, tenant] = [{ hour: null, day: 7 }, someTenant()];
      for (const purpose of ["login", "enrollment"] as const) {
        const limit: Limit = { by: { kind: "tenant", tenant, purpose }, ...by };
        for (let time = 1; time <= 7; time++)
          await expect(claim(limit)).resolves.toEqual({ claimed: true, count: time });
        await expect(claim(limit)).resolves.toEqual({
          claimed: false,
          retryAt: Date.parse("2026-11-22T00:00:00.000Z"),
        });
        await expect(itemAt(limitKey(limit.by, now))).resolves.toMatchObject({
          n: 7,
          ttl: Date.parse("2026-11-22T00:00:00.000Z") / 1000,
        });
      }
    });

    it("count a claim once that is repeated because its answer was lost, and do not refuse it", async () => {
      const last: Limit = { ...numberOf(randomUUID()), hour: 2, day: 2 };
      await claim(last);
      for (let time = 0; time < 3; time++)
        await expect(claim(last, now, "same")).resolves.toEqual({ claimed: true, count: 2 });
      await expect(claim(last)).resolves.toMatchObject({ claimed: false });
    });

    it("know a repeated claim again after claims of others", async () => {
      const limit: Limit = { ...numberOf(randomUUID()), hour: null, day: null };
      await claim(limit, now, "a-token");
      await claim(limit, now, "b-token");
      await expect(claim(limit, now, "a-token")).resolves.toEqual({ claimed: true, count: 2 });
    });

    it("that are spent are seen without a claim", async () => {
      const [free, full] = [numberOf(randomUUID()), numberOf(randomUUID())];
      await claimTimes(5, full, now);
      const look = (...limits: readonly Limit[]) => limitStore(table()).spent(limits, now);
      await expect(look(free)).resolves.toBeNull();
      await expect(look(free, full)).resolves.toEqual({ retryAt: Date.parse("2026-11-21T14:00:00.000Z") });
      await expect(itemAt(limitKey(free.by, now))).resolves.toBeUndefined();
    });
  });
}
