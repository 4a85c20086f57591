import type { Duration } from "aws-cdk-lib";
import { GraphWidget, type GraphWidgetProps, type IMetric, MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Watched } from "./watched.ts";

/** A metric that the functions report themselves (shared/runtime/compose.ts), under the name of the stage's bus. */
export const reported = (
  { bus }: Watched,
  metricName: string,
  { period, statistic }: { period: Duration; statistic: string },
): Metric =>
  new Metric({
    namespace: "Countersign",
    metricName,
    dimensionsMap: { service: bus.eventBusName },
    period,
    statistic,
  });

/** CloudWatch's limit for the formula of an alarm. */
export const mostInOneFormula = 10;

/** Sum of the metrics. One without data counts as 0; a plain sum would be without data too. */
export function sumOf(metrics: readonly IMetric[], { label, period }: { label: string; period: Duration }): IMetric {
  if (metrics.length > mostInOneFormula) throw new Error(`An alarm cannot add ${String(metrics.length)} metrics`);
  const named = metrics.map((metric, nth) => [`m${String(nth)}`, metric] as const);
  return new MathExpression({
    expression: named.map(([id]) => `FILL(${id}, 0)`).join(" + "),
    usingMetrics: Object.fromEntries(named),
    label,
    period,
  });
}

/** `more`: for instance the time that is shown, where it is another than the dashboard's. */
export const graph = (
  title: string,
  left: readonly IMetric[],
  more: Pick<GraphWidgetProps, "start"> = {},
): GraphWidget => new GraphWidget({ title, left: [...left], width: 8, height: 6, leftYAxis: { min: 0 }, ...more });
