import { table } from "../../docs/generate/table.ts";
import { prices } from "../../infra/prices.ts";
import { assumptions, type Circumstances, type Cost, totalOf } from "../cost.ts";
import type { CountedStep } from "../measure/counted-work.ts";
import { costOf } from "../measure/login-costs.ts";
import { goals, type Results } from "../results.ts";
import { sum } from "../statistics.ts";

/** USD a month of a stage that nobody uses (docs/deploy.md), and the least and the most that the metrics of one in use cost. */
const idle = 21.3;
const ownMetrics = [12, 18] as const;
/** At 30 million a month the reader takes ten events at once, and processes fill their caches for more logins. */
const busy: Circumstances = { consumerBatch: 10, refillsPerLogin: 0.001 };

const usd = (value: number): string => `$${value.toFixed(2)}`;
const cents = (value: number): number => Math.round(value * 100) / 100;
/** A month with so many million logins, at so much for a million. */
const month = (millions: number, each: number): string =>
  `$${ownMetrics.map((metrics) => (idle + metrics + millions * each).toFixed(0)).join("–")}`;

interface Item {
  readonly what: string;
  readonly bus: number;
  readonly off: number;
}

/** A million calls of `verify` with an app's code, in cents as the table shows them, so that it adds up. */
function itemsOf(steps: readonly CountedStep[]): readonly Item[] {
  const [bus, off] = [costOf(steps, "verifyTotp"), costOf(steps, "verifyTotp", { onBus: false })];
  const { logBytes = 0, auditBytes = 0 } = steps.find(({ step }) => step === "verifyTotp")?.warm ?? {};
  const { consumerMillis, consumerBatch, accessLogBytes, lineOverhead } = assumptions;
  const activity = prices.writeUnit.usd * 1e6;
  const same = (what: string, price: (cost: Cost) => number): Item => ({ what, bus: price(bus), off: price(off) });
  return [
    same("API Gateway, one call", (cost) => cost["API Gateway"]),
    same("Lambda, `verify`", ({ Lambda }) => Lambda),
    same("DynamoDB: one read, one conditional write", ({ DynamoDB }) => DynamoDB),
    same("KMS, caches filled anew every five minutes", ({ KMS }) => KMS),
    same(
      `The reader of the stream (${consumerMillis} ms a call, ${consumerBatch} events each: an estimate)`,
      () => off.Events - activity,
    ),
    same("The line of activity", () => activity),
    { what: "EventBridge, and its archive for a month", bus: bus.Events - off.Events, off: 0 },
    same(
      `Logs: ${logBytes} bytes of the function, ${accessLogBytes} of the gateway, ${auditBytes} of the audit log, and ${lineOverhead} that CloudWatch adds to each`,
      ({ Logs }) => Logs,
    ),
  ].map((item) => ({ ...item, bus: cents(item.bus), off: cents(item.off) }));
}

/** The parts of docs/cost.md that are computed, by the names of their markers. */
export function billParts({ steps }: Pick<Results, "steps">): Readonly<Record<string, string>> {
  const items = itemsOf(steps);
  const [onBus, offBus] = [sum(items.map(({ bus }) => bus)), sum(items.map(({ off }) => off))];
  const decision = totalOf(costOf(steps, "login"));
  const busyMonth = (where: Circumstances): string =>
    month(30, totalOf(costOf(steps, "verifyTotp", { ...busy, ...where })));
  return {
    million: table(
      ["What AWS charges for", "Every login on the bus", "`loginsOnBus: false`"],
      [
        ...items.map(({ what, bus, off }) => [what, usd(bus), off === 0 ? "–" : usd(off)]),
        ["**Together**", `**${usd(onBus)}**`, `**${usd(offBus)}**`],
        ["Goal", usd(goals.onBusMillionUsd), usd(goals.offBusMillionUsd)],
      ],
    ),
    decision: `The decision before it (\`POST /v1/login\`) adds ${usd(decision)}: ${usd(onBus + decision)} and ${usd(offBus + decision)}.`,
    fixed: `**${month(0, 0)}** a month for a stage in use, before its first login.`,
    // Twenty logins a user and month, each with its decision; the charges of others are transcribed.
    others: table(
      ["Active users", "Logins", "Countersign", "Amazon Cognito, Essentials", "Auth0, Essentials", "Twilio Verify"],
      [
        ["1,000", "20,000", month(0.02, onBus + decision), "$0", "from $35", "$1,000"],
        ["10,000", "200,000", month(0.2, onBus + decision), "$0", "not readable", "$10,000"],
        ["100,000", "2 million", month(2, onBus + decision), "$1,350", "not readable", "$100,000"],
      ],
    ),
    months: table(
      ["Logins a month, the code alone", "Countersign on the bus", "off the bus"],
      [
        ["1 million", month(1, onBus), month(1, offBus)],
        ["30 million", busyMonth({}), busyMonth({ onBus: false })],
      ],
    ),
  };
}
