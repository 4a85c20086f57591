import { Duration } from "aws-cdk-lib";
import { ComparisonOperator, Metric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import type { AlarmPlan } from "./alarm.ts";
import type { Watched } from "./watched.ts";

const fiveMinutes = Duration.minutes(5);
const day = Duration.days(1);

/** Events, notifications or scheduled work do not arrive. */
export const eventAlarms = ({ bus, consumers, failures }: Watched): readonly AlarmPlan[] => [
  ...consumers.map(({ name, lambda }): AlarmPlan => ({
    id: `consumer-failing-${lastPart(name)}`,
    entry: "consumer-failing",
    what: `${name} fails and is tried again`,
    metric: lambda.metricErrors({ period: fiveMinutes }),
    threshold: 1,
    periods: 3,
  })),
  ...consumers
    .filter(({ name }) => readsTheStream.has(name))
    .map(({ name, lambda }): AlarmPlan => ({
      id: `stream-lag-${lastPart(name)}`,
      entry: "stream-lag",
      what: `${name} is more than ten minutes behind the table`,
      metric: lambda.metric("IteratorAge", { period: fiveMinutes, statistic: Stats.MAXIMUM }),
      threshold: Duration.minutes(10).toMilliseconds(),
    })),
  ...consumers
    .filter(({ name }) => name.startsWith("scheduled/"))
    .map(({ name, lambda }): AlarmPlan => ({
      id: `schedule-missed-${lastPart(name)}`,
      entry: "schedule-missed",
      what: `${name} has not run for a day`,
      metric: lambda.metricInvocations({ period: day }),
      threshold: 1,
      periods: 2,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      missing: TreatMissingData.BREACHING,
    })),
  ...Object.entries(failures).map(([name, queue]): AlarmPlan => ({
    id: `given-up-${name}`,
    entry: "given-up",
    what: `${name} gave something up; it waits in its failure queue`,
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes, statistic: Stats.MAXIMUM }),
    threshold: 1,
  })),
  {
    id: "bus-delivery-failing",
    what: "EventBridge could not hand events to a target of the bus",
    metric: new Metric({
      namespace: "AWS/Events",
      metricName: "FailedInvocations",
      dimensionsMap: { EventBusName: bus.eventBusName },
      period: fiveMinutes,
      statistic: Stats.SUM,
    }),
    threshold: 1,
  },
];

const readsTheStream = new Set(["events/publish-events", "events/notify-user"]);
const lastPart = (name: string): string => name.split("/").at(-1) ?? name;
