import type { AgainstFloor } from "./measure/floor.ts";
import type { Bundle } from "./measure/bundles.ts";
import type { CountedStep } from "./measure/counted-work.ts";
import type { Growth } from "./measure/growth.ts";
import type { LoginCost } from "./measure/login-costs.ts";
import type { Throughput } from "./measure/throughput.ts";
import type { Machine } from "./machine.ts";

/** Everything that a run measured; docs/performance.json. */
export interface Results {
  readonly machine: Machine;
  readonly betterAuth: string;
  readonly trial: boolean;
  readonly minutes: number;
  /** The engine that the units were counted on. */
  readonly countedOn: string;
  readonly steps: readonly CountedStep[];
  readonly floor: readonly AgainstFloor[];
  readonly throughput: readonly Throughput[];
  /** Null: not measured, since there is no Java. */
  readonly growth: Growth | null;
  readonly bundles: readonly Bundle[];
  readonly costs: readonly LoginCost[];
}

/** Goals of the project. */
export const goals = {
  floorRatio: 1.25,
  bundleKilobytes: 450,
  verifyKilobytes: 330,
  healthKilobytes: 40,
  /** Of `verify`, over the same AWS clients bundled alike. */
  importRatio: 1.5,
  /** Over better-auth, at these connections. */
  throughputRatio: 2,
  throughputConnections: [8, 64],
  /** Every login on the bus, and as activity and audit alone. */
  onBusMillionUsd: 4.5,
  offBusMillionUsd: 3.5,
} as const;
