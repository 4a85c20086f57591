import { describe, expect, it } from "vitest";
import { orderedDelivery } from "../../local/stream.ts";

describe("ordered delivery", () => {
  it("goes on from the first item that was not taken, and repeats none that was", async () => {
    const taken: number[] = [];
    let failedOnce = false;
    const delivery = orderedDelivery<number>({
      batchSize: 10,
      deliver: async (batch) => {
        const stop = failedOnce ? -1 : batch.indexOf(3);
        failedOnce ||= stop >= 0;
        const good = stop < 0 ? batch : batch.slice(0, stop);
        taken.push(...good);
        return good.length;
      },
      onGivenUp: () => expect.unreachable(),
    });
    for (const item of [1, 2, 3, 4]) delivery.add(item);
    await delivery.drained();
    expect(taken).toEqual([1, 2, 3, 4]);
  });

  it("reports an item that is never taken, once, and delivers the rest", async () => {
    const taken: string[] = [];
    const givenUp: unknown[] = [];
    const delivery = orderedDelivery<string>({
      batchSize: 1,
      attempts: 2,
      deliver: async ([item]) => {
        if (item === "poison") throw new Error("no");
        taken.push(item ?? "");
        return 1;
      },
      onGivenUp: (item, error) => givenUp.push([item, error]),
    });
    for (const item of ["a", "poison", "b"]) delivery.add(item);
    await delivery.drained();
    expect(taken).toEqual(["a", "b"]);
    expect(givenUp).toEqual([["poison", new Error("no")]]);
  });

  it("is drained only when what was added meanwhile has gone too", async () => {
    const taken: number[] = [];
    const delivery = orderedDelivery<number>({
      batchSize: 1,
      deliver: async ([item = 0]) => {
        if (item < 5) delivery.add(item + 1);
        taken.push(item);
        return 1;
      },
      onGivenUp: () => expect.unreachable(),
    });
    delivery.add(1);
    await delivery.drained();
    expect(taken).toEqual([1, 2, 3, 4, 5]);
  });
});
