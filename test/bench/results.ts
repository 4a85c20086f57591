import { costOfMillion } from "../../bench/cost.ts";
import { codeAlone, codeAloneOffBus } from "../../bench/measure/login-costs.ts";
import type { StepWork } from "../../bench/measure/counted-work.ts";
import type { Results } from "../../bench/results.ts";

const once = (value: number) => ({ median: value, min: value, max: value });

const work: StepWork = {
  reads: 1,
  writes: 1,
  readUnits: 1,
  writeUnits: 1,
  kms: 0,
  sms: 0,
  millis: 3,
  logBytes: 700,
  responseBytes: 600,
  itemBytes: 720,
  events: 1,
  eventWriteUnits: 1,
  eventLogBytes: 0,
  auditBytes: 400,
  eventMillis: 3,
};

/** A small run, as the page gets it. */
export function results(of: {
  readonly floorRatio?: number;
  readonly bundleBytes?: number;
  readonly java?: string | null;
  readonly reached?: number;
}): Results {
  const { floorRatio = 1, bundleBytes = 1, java = "openjdk 17", reached = 1_000_000 } = of;
  const latency = { p50: once(2), p99: once(4) };
  return {
    machine: {
      date: "2026-11-21T10:00:00.000Z",
      processor: "a processor",
      cores: 2,
      memoryGiB: 8,
      system: "Linux",
      node: "v24",
      java,
      commit: "abc",
      packages: {},
    },
    betterAuth: "1.0.0",
    trial: false,
    minutes: 3,
    countedOn: "dynalite",
    steps: [{ step: "verifyTotp", warm: work, cold: { ...work, kms: 3 }, millis: once(3) }],
    floor: [{ engine: "dynalite", floor: latency, verify: latency, ratioP50: once(floorRatio), ratioP99: once(1) }],
    throughput: ["Countersign, dynalite", "better-auth 1.0.0, SQLite"].map((name) => ({
      name,
      facts: {},
      levels: [1, 8].map((connections) => ({ connections, perSecond: once(100), ...latency, errors: 0 })),
    })),
    growth:
      java === null
        ? null
        : {
            points: [
              { accounts: 10, ...latency },
              { accounts: reached, ...latency },
            ],
            wanted: 1_000_000,
            fillSeconds: 1,
            inMemory: true,
          },
    bundles: [
      {
        name: "verify",
        bytes: bundleBytes,
        import: once(10),
        bare: { clients: ["kms"], published: once(10), bundledAlike: once(8), bytes: 1 },
        parts: { own: 1 },
      },
    ],
    costs: [codeAlone, codeAloneOffBus].map((login) => ({
      login,
      calls: ["verifyTotp"],
      cost: costOfMillion(work, { readUnits: 0, kms: 3 }),
    })),
  };
}
