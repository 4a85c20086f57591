import { expect, it } from "vitest";
import { againstFloor } from "../../bench/measure/floor.ts";
import { trial } from "../../bench/scale.ts";
import { startBenchEngine } from "../../bench/world/engine.ts";

it("the bench logs prepared users in, in turns with the bare pair", { timeout: 60_000 }, async () => {
  const engine = await startBenchEngine("dynalite");
  try {
    const few = { ...trial, rounds: 2, users: 3, warmUps: 1, loginsPerRound: 4 };
    const { ratioP50, verify } = await againstFloor(engine, few, () => {});
    expect(ratioP50.median).toBeGreaterThan(0);
    expect(verify.p50.median).toBeGreaterThan(0);
  } finally {
    await engine.stop();
  }
});
