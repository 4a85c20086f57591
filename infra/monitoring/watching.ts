import { ArnFormat, type Duration, Stack } from "aws-cdk-lib";
import {
  type ComparisonOperator,
  GraphWidget,
  type GraphWidgetProps,
  type IMetric,
  MathExpression,
  Metric,
  type TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import type { EventBus } from "aws-cdk-lib/aws-events";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";

export interface WatchedFunction {
  /** The file under functions/, without its ending. */
  readonly name: string;
  readonly lambda: IFunction;
  readonly logs: ILogGroup;
}

export const rhythms = ["daily", "hourly"] as const;
export type Rhythm = (typeof rhythms)[number];

export interface WatchedConsumer extends WatchedFunction {
  /** Or how often it runs by itself. */
  readonly reads: "stream" | "bus" | Rhythm;
}

/** Resources of a stage that the monitoring watches. */
export interface Watched {
  readonly stage: string;
  readonly alarmEmail: string | undefined;
  /** In the place of one that mails `alarmEmail`. */
  readonly alarmTopic: ITopic | undefined;
  readonly monthlySmsBudgetUsd: number;
  readonly sendsMail: boolean;
  readonly api: HttpApi;
  readonly table: ITable;
  readonly keys: readonly IKey[];
  readonly bus: EventBus;
  /** Functions behind a route. */
  readonly steps: readonly WatchedFunction[];
  readonly consumers: readonly WatchedConsumer[];
  readonly auditLog: ILogGroup;
  readonly accessLog: ILogGroup;
  /** Failure queues, by the name of the consumer that failed. */
  readonly failures: Readonly<Record<string, IQueue>>;
}

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

/** A failure mode: its metric, and the sentence that the person on call reads first. */
export interface AlarmPlan {
  readonly id: string;
  /** The heading in docs/runbook.md; `id` by default. */
  readonly entry?: string;
  readonly what: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** Periods of the metric; 1 by default. */
  readonly periods?: number;
  readonly comparison?: ComparisonOperator;
  /** Not breaching by default. */
  readonly missing?: TreatMissingData;
}

export const entryOf = (heading: string): string => `What to do: docs/runbook.md#${heading}`;

/** Alarm names share a prefix, by which the topic's policy knows them. */
export const alarmName = (stage: string, id: string): string => `countersign-${stage}-${id}`;

/** Topic that mails the alarms. It has no key: alarms name no users, and the AWS managed key does not admit CloudWatch. */
export function alarmTopic(scope: Construct, stage: string, email: string | undefined): ITopic {
  const topic = new Topic(scope, "Alarms", { displayName: `Countersign ${stage}`, enforceSSL: true });
  const alarms = Stack.of(scope).formatArn({
    service: "cloudwatch",
    resource: "alarm",
    resourceName: alarmName(stage, "*"),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  // This statement replaces the default policy, which lets everything in the account publish.
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: "AlarmsRing",
      principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { ArnLike: { "aws:SourceArn": alarms } },
    }),
  );
  if (email !== undefined) topic.addSubscription(new EmailSubscription(email));
  return topic;
}
