import { prices } from "../infra/prices.ts";
import { sum } from "./statistics.ts";

/** Usage of one call; `behind` is the work that its event causes after the answer. */
export interface Usage {
  readonly millis: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly kms: number;
  readonly logBytes: number;
  readonly events: number;
  readonly eventWriteUnits: number;
  readonly eventLogBytes: number;
}

export const costItems = ["API Gateway", "Lambda", "DynamoDB", "KMS", "Events", "Logs"] as const;
export type Cost = Readonly<Record<(typeof costItems)[number], number>>;

/** Assumptions that the figures rest on, besides the measurements. */
export const assumptions = {
  memoryMegabytes: 512,
  /** A function of that size has about 0.29 of a processor, and DynamoDB is farther away than here. */
  slowdown: 3.4,
  /** Stream records in one call of the publisher. */
  publishBatch: 10,
  /** A consumer's call: little more than its one write or publication. */
  consumerMillis: 10,
  loginsAMonth: 1_000_000,
  /** Caches are filled again every five minutes in each process; so many of a function are warm on average, for one call every few seconds. */
  warmProcesses: 1,
} as const;

const million = 1e6;
const refillsPerLogin = (assumptions.warmProcesses * (30 * 24 * 12)) / assumptions.loginsAMonth;

const lambda = (calls: number, millis: number): number =>
  calls * prices.lambdaRequest.usd +
  calls * (millis / 1000) * (assumptions.memoryMegabytes / 1024) * prices.lambdaGigabyteSecond.usd;

/** USD for a million of these calls; `refill` is what a call uses more when its process has nothing in memory. */
export function costOfMillion(usage: Usage, refill: Pick<Usage, "readUnits" | "kms">): Cost {
  const { millis, readUnits, writeUnits, kms, logBytes, events, eventWriteUnits, eventLogBytes } = usage;
  const published = lambda(events / assumptions.publishBatch, assumptions.consumerMillis);
  const recorded = lambda(events, assumptions.consumerMillis) + eventWriteUnits * prices.writeUnit.usd;
  const reads = readUnits + refill.readUnits * refillsPerLogin;
  const perCall: Cost = {
    "API Gateway": prices.apiRequest.usd,
    Lambda: lambda(1, millis * assumptions.slowdown),
    DynamoDB: reads * prices.readUnit.usd + writeUnits * prices.writeUnit.usd,
    KMS: (kms + refill.kms * refillsPerLogin) * prices.kmsRequest.usd,
    Events: events * prices.event.usd + published + recorded,
    Logs: ((logBytes + eventLogBytes) / 1e9) * prices.logGigabyte.usd,
  };
  return mapCost((item) => perCall[item] * million);
}

export const addCosts = (costs: readonly Cost[]): Cost => mapCost((item) => sum(costs.map((cost) => cost[item])));
export const totalOf = (cost: Cost): number => sum(Object.values(cost));

const mapCost = (of: (item: keyof Cost) => number): Cost => ({
  "API Gateway": of("API Gateway"),
  Lambda: of("Lambda"),
  DynamoDB: of("DynamoDB"),
  KMS: of("KMS"),
  Events: of("Events"),
  Logs: of("Logs"),
});
