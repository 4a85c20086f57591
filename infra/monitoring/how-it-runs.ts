import type { Duration } from "aws-cdk-lib";
import { type GraphWidget, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { graph } from "./metrics.ts";
import type { Watched } from "./watched.ts";

/** Gateway, functions and table, over time. */
export function howItRuns({ api, table, steps, consumers }: Watched, period: Duration): readonly GraphWidget[] {
  const functions = [...steps, ...consumers];
  return [
    graph("Time to answer (ms)", [
      api.metricLatency({ period, statistic: "p50", label: "p50" }),
      api.metricLatency({ period, statistic: "p99", label: "p99" }),
    ]),
    graph("Refusals", [
      api.metricClientError({ period, statistic: Stats.SUM, label: "4xx" }),
      api.metricServerError({ period, statistic: Stats.SUM, label: "5xx" }),
    ]),
    graph(
      "Functions: turned away",
      functions.map(({ name, lambda }) => lambda.metricThrottles({ period, label: name })),
    ),
    graph(
      "Functions: crashed",
      functions.map(({ name, lambda }) => lambda.metricErrors({ period, label: name })),
    ),
    graph("Table: units used", [
      table.metricConsumedReadCapacityUnits({ period, label: "read" }),
      table.metricConsumedWriteCapacityUnits({ period, label: "written" }),
    ]),
    graph(
      "Behind the table (ms)",
      consumers
        .filter(({ reads }) => reads === "stream")
        .map(({ name, lambda }) => lambda.metric("IteratorAge", { period, statistic: Stats.MAXIMUM, label: name })),
    ),
  ];
}
