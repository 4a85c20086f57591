import { ArnFormat, Stack } from "aws-cdk-lib";
import type { ComparisonOperator, IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";

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
