import type { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression } from "aws-cdk-lib/aws-cloudwatch";

/** A formula of an alarm takes ten metrics. */
export const mostInOneFormula = 10;

/** All of them together. One that has nothing to report counts as nothing: added plainly, it would take the others' figures along. */
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
