import { table } from "../../docs/generate/table.ts";
import { assumptions, costItems, totalOf } from "../cost.ts";
import { prices, pricesAsOf, region, smsPrices } from "../../infra/prices.ts";
import type { Results } from "../results.ts";
import { figure, usd } from "./format.ts";

export const costSection = ({ costs }: Results): string => `## Cost

USD for a million logins, from the units, times and log bytes measured above and list prices of ${pricesAsOf} in ${region}, without free tiers. Function time: the measured milliseconds times
${figure(assumptions.slowdown)} at ${figure(assumptions.memoryMegabytes)} MB on arm64. Events: the consumer (${figure(assumptions.consumerMillis)} ms a call, for ${figure(assumptions.consumerBatch)} event each), the write of the activity, EventBridge and its archive.
Logs: the function's line, the gateway's (${figure(assumptions.accessLogBytes)} bytes), the audit log's, and ${figure(assumptions.lineOverhead)} bytes that CloudWatch adds to each. At ${assumptions.loginsAMonth.toLocaleString("en-US")} logins a month, ${figure(assumptions.warmProcesses)} process of each function fills its caches again every five minutes. [cost.md](cost.md) has the whole bill.

${table(
  ["Login", ...costItems, "together"],
  costs.map(({ login, cost }) => [login, ...costItems.map((item) => usd(cost[item])), usd(totalOf(cost))]),
)}

Not in it: storage, backups, alarms and keys (a few USD a month), data transfer, and the messages themselves:

${table(
  ["Message", "USD each", "USD for a million", "Source"],
  smsPrices.map(({ what, usd: from, to, source }) => [
    what,
    range(from, to, 4),
    range(from * 1e6, to * 1e6, 0),
    source,
  ]),
)}

Prices used:

${table(
  ["Price", "USD", "Source"],
  Object.values(prices).map(({ per, usd: price, source }) => [per, scaled(price), source]),
)}
`;

const range = (from: number, to: number, digits: number): string =>
  [...new Set([from, to])].map((value) => value.toLocaleString("en-US", { maximumFractionDigits: digits })).join("–");

const scaled = (price: number): string =>
  price >= 0.01 ? String(price) : `${String(Number((price * 1e6).toPrecision(6)))} a million`;
