/** @module-tag processes */
import { afterAll, beforeAll, expect, it } from "vitest";
import { coldStorm, hotTenant, quietTenants } from "../../bench/measure/crowds.ts";
import { type BenchEngine, startBenchEngine } from "../../bench/world/engine.ts";

/** Counts of docs/scale.md, small. Each part has an engine of its own, since each has a KMS of its own. */
let engines: readonly BenchEngine[] = [];
beforeAll(async () => {
  engines = await Promise.all([1, 2, 3, 4, 5].map(async () => startBenchEngine("dynalite")));
});
afterAll(async () => {
  await Promise.all(engines.map(async (engine) => engine.stop()));
});
const engine = (nth: number): BenchEngine => {
  const found = engines[nth];
  if (found === undefined) throw new Error("It did not start");
  return found;
};

it("processes that start at once cost each what one alone costs: none waits for or repeats what another does", async () => {
  const [alone, crowd] = [await coldStorm(engine(0), 1), await coldStorm(engine(3), 8)];
  for (const name of ["reads", "writes", "kms"] as const) expect(crowd[name]).toEqual(alone[name]);
});

it("no item of an organisation is written by each of its logins, nor any other item by two of them", async () => {
  const logins = 12;
  const { written, busiestPartition, writes } = await hotTenant(engine(1), logins);
  expect(written["USER ACCOUNT"]).toEqual({ writes: logins, items: logins });
  for (const [kind, count] of Object.entries(written)) {
    expect(kind).toMatch(/^(?:USER|NOTICE) /);
    expect(count.items).toBe(count.writes);
  }
  expect(busiestPartition).toBe(writes / logins);
});

it("of codes by SMS, the organisation's budget of the day is the one item that each of its logins writes", async () => {
  const logins = 4;
  const { written } = await hotTenant(engine(4), logins, "sms");
  const shared = Object.entries(written).filter(([, { writes, items }]) => items < writes / 2);
  expect(shared).toEqual([["BUDGET DAY", { writes: logins, items: 1 }]]);
});

it("a process asks KMS nothing for a further organisation while it has the deployment's keys in memory", async () => {
  const { reads, writes, kms } = await quietTenants(engine(2), 10, 240_000);
  expect(kms).toBe(0);
  expect([reads % 10, writes]).toEqual([0, 10]);
});
