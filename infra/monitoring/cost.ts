import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { EventType } from "../../shared/account/events.ts";
import { prices } from "../prices.ts";
import type { LogMetrics } from "./log-metrics.ts";
import type { Watched } from "./watched.ts";

/** USD per call of a function: the request and 10 ms at 512 MB, its average. */
const call = prices.lambdaRequest.usd + 0.01 * 0.5 * prices.lambdaGigabyteSecond.usd;
/** Kilobytes of logs per request, the gateway's line included. */
const logged = 1.2e-6 * prices.logGigabyte.usd;

/** Formats without an exponent: an expression takes `1e-7` for a name. */
const plain = (usd: number): string => usd.toFixed(12);

/** Estimates the cost from counts and list prices: requests, functions, table, bus and logs, without SMS and storage. */
export function costOfThousandLogins(watched: Watched, { namespace }: LogMetrics): IMetric {
  const { api, table } = watched;
  const period = Duration.hours(1);
  const sum = { period, statistic: Stats.SUM };
  const logins = new Metric({
    namespace,
    metricName: "Events",
    dimensionsMap: { Type: "login.succeeded" satisfies EventType },
    ...sum,
  });
  const parts = [
    `FILL(requests, 0) * ${plain(prices.apiRequest.usd + call + logged)}`,
    `SUM(SEARCH('{${namespace},Type} MetricName="Events"', 'Sum', ${String(period.toSeconds())})) * ${plain(prices.event.usd + call + logged)}`,
    `FILL(reads, 0) * ${plain(prices.readUnit.usd)}`,
    `FILL(writes, 0) * ${plain(prices.writeUnit.usd)}`,
  ];
  return new MathExpression({
    expression: `1000 * (${parts.join(" + ")}) / logins`,
    usingMetrics: {
      logins,
      requests: api.metricCount(sum),
      reads: table.metricConsumedReadCapacityUnits(sum),
      writes: table.metricConsumedWriteCapacityUnits(sum),
    },
    label: "USD for a thousand logins",
    period,
  });
}
