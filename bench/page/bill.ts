import { table } from "../../docs/generate/table.ts";
import { sum } from "../statistics.ts";
import { prices } from "../../infra/prices.ts";
import { assumptions, type Circumstances, type Cost, costOfMillion, totalOf, type Usage } from "../cost.ts";

/** One call of `verify` with an app's code and the decision before it, as counted; the milliseconds are those of performance.md. */
const verify: Usage = {
  millis: 15.2,
  readUnits: 1,
  writeUnits: 1,
  kms: 0,
  logBytes: 227,
  events: 1,
  eventWriteUnits: 1,
  eventLogBytes: 0,
  auditBytes: 282,
};
const login: Usage = {
  ...verify,
  millis: 8.13,
  writeUnits: 0,
  events: 0,
  eventWriteUnits: 0,
  auditBytes: 0,
};
/** Units that a process uses to fill its caches, once in five minutes. */
const refill = { readUnits: 8, kms: 4 };
const of = (usage: Usage, circumstances?: Circumstances): Cost => costOfMillion(usage, refill, circumstances);

/** USD a month of a stage that nobody uses (docs/deploy.md), and the least and the most that the metrics of one in use cost. */
const idle = 21.3;
const ownMetrics = [12, 18] as const;
/** At 30 million a month the reader takes ten events at once, and processes fill their caches for more logins. */
const busy: Circumstances = { consumerBatch: 10, refillsPerLogin: 0.001 };

const bus = of(verify);
const off = of(verify, { onBus: false });
const decision = totalOf(of(login));
const usd = (value: number): string => `$${value.toFixed(2)}`;
/** A month with so many million logins, at so much for a million. */
const month = (millions: number, each: number): string =>
  `$${ownMetrics.map((metrics) => (idle + metrics + millions * each).toFixed(0)).join("–")}`;

interface Item {
  readonly what: string;
  readonly bus: number;
  readonly off: number;
}
const cents = (value: number): number => Math.round(value * 100) / 100;
const activity = prices.writeUnit.usd * 1e6;
const reader = off.Events - activity;
const { consumerMillis, consumerBatch, accessLogBytes, lineOverhead } = assumptions;
/** A million logins, in cents as the table shows them, so that it adds up. */
const items: readonly Item[] = [
  { what: "API Gateway, one call", bus: bus["API Gateway"], off: off["API Gateway"] },
  { what: "Lambda, `verify`", bus: bus.Lambda, off: off.Lambda },
  { what: "DynamoDB: one read, one conditional write", bus: bus.DynamoDB, off: off.DynamoDB },
  { what: "KMS, caches filled anew every five minutes", bus: bus.KMS, off: off.KMS },
  {
    what: `The reader of the stream (${consumerMillis} ms a call, ${consumerBatch} events each: an estimate)`,
    bus: reader,
    off: reader,
  },
  { what: "The line of activity", bus: activity, off: activity },
  { what: "EventBridge, and its archive for a month", bus: bus.Events - off.Events, off: 0 },
  {
    what: `Logs: ${verify.logBytes} bytes of the function, ${accessLogBytes} of the gateway, ${verify.auditBytes} of the audit log, and ${lineOverhead} that CloudWatch adds to each`,
    bus: bus.Logs,
    off: off.Logs,
  },
].map((item) => ({ ...item, bus: cents(item.bus), off: cents(item.off) }));
const [onBus, offBus] = [sum(items.map((item) => item.bus)), sum(items.map((item) => item.off))];

const millionTable = (): string =>
  table(
    ["What AWS charges for", "Every login on the bus", "`loginsOnBus: false`"],
    [
      ...items.map((item) => [item.what, usd(item.bus), item.off === 0 ? "–" : usd(item.off)]),
      ["**Together**", `**${usd(onBus)}**`, `**${usd(offBus)}**`],
      ["Goal", "$4.50", "$3.50"],
    ],
  );

/** Twenty logins a user and month, each with its decision; what others charge for as many users is transcribed. */
const othersTable = (): string =>
  table(
    ["Active users", "Logins", "Countersign", "Amazon Cognito, Essentials", "Auth0, Essentials", "Twilio Verify"],
    [
      ["1,000", "20,000", month(0.02, onBus + decision), "$0", "from $35", "$1,000"],
      ["10,000", "200,000", month(0.2, onBus + decision), "$0", "not readable", "$10,000"],
      ["100,000", "2 million", month(2, onBus + decision), "$1,350", "not readable", "$100,000"],
    ],
  );

const monthTable = (): string =>
  table(
    ["Logins a month, the code alone", "Countersign on the bus", "off the bus"],
    [
      ["1 million", month(1, onBus), month(1, offBus)],
      ["30 million", month(30, totalOf(of(verify, busy))), month(30, totalOf(of(verify, { ...busy, onBus: false })))],
    ],
  );

/** The parts of docs/cost.md that are computed, as they stand there. */
export const billParts = (): readonly string[] => [
  millionTable(),
  `The decision before it (\`POST /v1/login\`) adds ${usd(decision)}: ${usd(onBus + decision)} and ${usd(offBus + decision)}.`,
  `**${month(0, 0)}**`,
  othersTable(),
  monthTable(),
];
