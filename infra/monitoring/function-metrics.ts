import type { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Watched } from "./watched.ts";

/** What the functions themselves report (shared/runtime/compose.ts): their service is named as the stage's bus. */
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
