import { describe, expect, it, vi } from "vitest";
import { memory } from "../../shared/aws/memory.ts";
import { handClock } from "./examples.ts";

const counting = () => {
  let count = 0;
  return vi.fn(async () => ++count);
};

describe("a memory", () => {
  it("counts its time from the start of the load", async () => {
    const [clock, load] = [handClock(), counting()];
    const kept = memory<number>(clock, 1000);
    const loading = kept.get("a", () => {
      clock.advance(999);
      return load();
    });
    await loading;
    clock.advance(1);
    await expect(kept.get("a", load)).resolves.toBe(2);
  });

  it("keeps names apart", async () => {
    const kept = memory<number>(handClock(), 1000);
    const load = counting();
    await expect(kept.get("a", load)).resolves.toBe(1);
    await expect(kept.get("b", load)).resolves.toBe(2);
    await expect(kept.get("a", load)).resolves.toBe(1);
  });

  it("loads again what was loaded while the clock was ahead", async () => {
    const [clock, load] = [handClock(), counting()];
    const kept = memory<number>(clock, 1000);
    await kept.get("a", load);
    clock.advance(-1);
    await expect(kept.get("a", load)).resolves.toBe(2);
  });

  it("forgets the oldest of more names than it may keep", async () => {
    const kept = memory<number>(handClock(), 1000, 3);
    const load = counting();
    for (const name of ["a", "b", "c", "d"]) await kept.get(name, load);
    await expect(kept.get("d", load)).resolves.toBe(4);
    await expect(kept.get("b", load)).resolves.toBe(2);
    await expect(kept.get("a", load)).resolves.toBe(5);
  });

  it("does not let a slow load that fails take away what was set meanwhile", async () => {
    const kept = memory<number>(handClock(), 1000);
    const slow = Promise.withResolvers<number>();
    const waiting = kept.get("a", () => slow.promise);
    kept.set("a", 7);
    slow.reject(new Error("late"));
    await expect(waiting).rejects.toThrow("late");
    await expect(kept.get("a", counting())).resolves.toBe(7);
  });
});
