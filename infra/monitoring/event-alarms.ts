import { Duration } from "aws-cdk-lib";
import { ComparisonOperator, type IMetric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import {
  type AlarmPlan,
  entryOf,
  reported,
  type Rhythm,
  rhythms,
  sumOf,
  type Watched,
  type WatchedConsumer,
} from "./watching.ts";
import { EventField, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { SnsTopic } from "aws-cdk-lib/aws-events-targets";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

const fiveMinutes = Duration.minutes(5);

/** Events and notifications do not arrive. */
export const eventAlarms = (watched: Watched): readonly AlarmPlan[] => [
  ...watched.consumers
    // Lambda retries a scheduled run within minutes, then gives it up.
    .filter(({ reads }) => rhythmOf(reads) === null)
    .map((consumer): AlarmPlan => ({
      id: `consumer-failing-${lastPart(consumer.name)}`,
      entry: "consumer-failing",
      what: `${consumer.name} fails and is tried again`,
      metric: sumOf(failuresOf(watched, consumer), { label: "Failures", period: fiveMinutes }),
      threshold: 1,
      periods: 3,
    })),
  ...watched.consumers
    .filter(({ reads }) => reads === "stream")
    .map(({ name, lambda }): AlarmPlan => ({
      id: `stream-lag-${lastPart(name)}`,
      entry: "stream-lag",
      what: `${name} is more than ten minutes behind the table`,
      metric: lambda.metric("IteratorAge", { period: fiveMinutes, statistic: Stats.MAXIMUM }),
      threshold: Duration.minutes(10).toMilliseconds(),
    })),
  ...Object.entries(watched.failures).map(([name, queue]): AlarmPlan => ({
    id: `given-up-${name}`,
    entry: "given-up",
    what: `${name} gave up an event, which is in its failure queue`,
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes, statistic: Stats.MAXIMUM }),
    threshold: 1,
  })),
];

/** Lambda counts no error when a consumer of the stream returns failed records, though it retries them. */
const handedBack: Readonly<Record<string, string>> = {
  "events/publish-events": "EventsNotPublished",
  "events/notify-user": "NoticesLeft",
};

function failuresOf(watched: Watched, { name, lambda }: WatchedConsumer): readonly IMetric[] {
  const left = handedBack[name];
  const crashes = lambda.metricErrors({ period: fiveMinutes });
  return left === undefined
    ? [crashes]
    : [crashes, reported(watched, left, { period: fiveMinutes, statistic: Stats.SUM })];
}

const day = Duration.days(1);

const rhythmOf = (reads: WatchedConsumer["reads"]): Rhythm | null => rhythms.find((one) => one === reads) ?? null;

/** Missed runs after which it rings: a lost day of keys is made up for by any login, a lost day of reminders by nothing. */
const missed: Readonly<Record<Rhythm, { readonly period: Duration; readonly periods: number; readonly so: string }>> = {
  daily: { period: day, periods: 2, so: "two days" },
  hourly: { period: Duration.hours(1), periods: 3, so: "three hours" },
};

/** A job did not run. */
export const scheduleAlarms = (watched: Watched): readonly AlarmPlan[] => [
  ...watched.consumers.flatMap(({ name, lambda, reads }): readonly AlarmPlan[] => {
    const rhythm = rhythmOf(reads);
    if (rhythm === null) return [];
    const { period, periods, so } = missed[rhythm];
    return [
      {
        id: `schedule-missed-${lastPart(name)}`,
        entry: "schedule-missed",
        what: `${name} has not run for ${so}`,
        metric: lambda.metricInvocations({ period }),
        threshold: 1,
        periods,
        comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
        missing: TreatMissingData.BREACHING,
      },
    ];
  }),
  {
    id: "signing-keys-few",
    what: "Fewer than two signing keys are published: the next one may sign before client apps know it",
    metric: reported(watched, "SigningKeysPublished", { period: day, statistic: Stats.MINIMUM }),
    threshold: 2,
    comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
  },
];

const lastPart = (name: string): string => name.split("/").at(-1) ?? name;

/**
 * Reports at once that somebody disabled a key or scheduled its deletion; KMS has no metric for it. EventBridge gets such calls only in
 * accounts with a trail in CloudTrail.
 */
export function watchKeys(scope: Construct, stage: string, keys: readonly IKey[], topic: ITopic): Rule {
  const what = `Somebody disabled a key of ${stage} or scheduled its deletion: without it nobody can log in`;
  return new Rule(scope, "KeyWatch", {
    description: `${what}. ${entryOf("key-disabled")}`,
    eventPattern: {
      source: ["aws.kms"],
      detailType: ["AWS API Call via CloudTrail"],
      detail: {
        eventName: ["DisableKey", "ScheduleKeyDeletion"],
        resources: { ARN: keys.map(({ keyArn }) => keyArn) },
      },
    },
    targets: [
      new SnsTopic(topic, {
        message: RuleTargetInput.fromText(
          `${what}. The call was ${EventField.fromPath("$.detail.eventName")} at ${EventField.time}. ${entryOf("key-disabled")}`,
        ),
      }),
    ],
  });
}
