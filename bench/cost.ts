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
  /** Lines of the audit log. */
  readonly auditBytes: number;
}

export const costItems = ["API Gateway", "Lambda", "DynamoDB", "KMS", "Events", "Logs"] as const;
export type Cost = Readonly<Record<(typeof costItems)[number], number>>;

/** Assumptions that the figures rest on, besides the measurements. */
export const assumptions = {
  memoryMegabytes: 512,
  /** A function of that size has about 0.29 of a processor, and DynamoDB is farther away than here. */
  slowdown: 3.4,
  /**
   * Stream records in one call of the consumer, estimated: a million logins a month are 1.2 a second in the eight hours of a day in which
   * people work, on the four shards of a new table; the first waits five seconds for more.
   */
  consumerBatch: 2.5,
  /** The consumer's call: the activity, the audit log and the bus, one after the other. */
  consumerMillis: 25,
  /** The gateway's line of a call (infra/logs.ts). */
  accessLogBytes: 150,
  /** CloudWatch counts so much more for each line. */
  lineOverhead: 26,
  /** EventBridge's envelope around an event, in the archive. */
  envelopeBytes: 300,
  loginsAMonth: 1_000_000,
  /** Caches are filled again every five minutes in each process; so many of a function are warm on average, for one call every few seconds. */
  warmProcesses: 1,
} as const;

const million = 1e6;
const refills = (assumptions.warmProcesses * (30 * 24 * 12)) / assumptions.loginsAMonth;

const lambda = (calls: number, millis: number): number =>
  calls * prices.lambdaRequest.usd +
  calls * (millis / 1000) * (assumptions.memoryMegabytes / 1024) * prices.lambdaGigabyteSecond.usd;

/** Where and how much of it: as at the default settings, if nothing is named. */
export interface Circumstances {
  readonly onBus?: boolean;
  readonly consumerBatch?: number;
  /** Of one process a month: what its caches are filled anew for, again and again. */
  readonly refillsPerLogin?: number;
}

/** USD for a million of these calls, everything that AWS charges for a call; `refill` is what a call uses more when its process has nothing in memory. */
export function costOfMillion(
  usage: Usage,
  refill: Pick<Usage, "readUnits" | "kms">,
  { onBus = true, consumerBatch = assumptions.consumerBatch, refillsPerLogin = refills }: Circumstances = {},
): Cost {
  const { millis, readUnits, writeUnits, kms, logBytes, events, eventWriteUnits, eventLogBytes, auditBytes } = usage;
  const { accessLogBytes, lineOverhead, envelopeBytes } = assumptions;
  const consumed = lambda(events / consumerBatch, assumptions.consumerMillis) + eventWriteUnits * prices.writeUnit.usd;
  const archived = ((auditBytes + events * envelopeBytes) / 1e9) * prices.archiveGigabyte.usd;
  const published = onBus ? events * prices.event.usd + archived : 0;
  const lines = 2 + events;
  const logged = logBytes + accessLogBytes + eventLogBytes + auditBytes + lines * lineOverhead;
  const reads = readUnits + refill.readUnits * refillsPerLogin;
  const perCall: Cost = {
    "API Gateway": prices.apiRequest.usd,
    Lambda: lambda(1, millis * assumptions.slowdown),
    DynamoDB: reads * prices.readUnit.usd + writeUnits * prices.writeUnit.usd,
    KMS: (kms + refill.kms * refillsPerLogin) * prices.kmsRequest.usd,
    Events: published + consumed,
    Logs: (logged / 1e9) * prices.logGigabyte.usd,
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
