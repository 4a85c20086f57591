import type { Duration } from "aws-cdk-lib";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Watched } from "./watched.ts";

const onBus = (metricName: string, dimensionsMap: Record<string, string>, period: Duration): Metric =>
  new Metric({ namespace: "AWS/Events", metricName, dimensionsMap, statistic: Stats.SUM, period });

/** Of all rules of the bus together. */
export const matchedEvents = ({ bus }: Watched, period: Duration): Metric =>
  onBus("MatchedEvents", { EventBusName: bus.eventBusName }, period);

/** Deliveries are counted by rule only. */
export const ofEachRule = ({ bus, rules }: Watched, metricName: string, period: Duration): readonly Metric[] =>
  rules.map((RuleName) => onBus(metricName, { EventBusName: bus.eventBusName, RuleName }, period));
