import { ArnFormat, Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";

/** Where the alarms of a stage ring; their names begin so. */
export const alarmName = (stage: string, id: string): string => `countersign-${stage}-${id}`;

/** Mails what it is told. It is not encrypted with a key: alarms name no users, and AWS's own key shuts CloudWatch out. */
export function alarmTopic(scope: Construct, stage: string, email: string): Topic {
  const topic = new Topic(scope, "Alarms", { displayName: `Countersign ${stage}`, enforceSSL: true });
  const alarms = Stack.of(scope).formatArn({
    service: "cloudwatch",
    resource: "alarm",
    resourceName: alarmName(stage, "*"),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  // A policy of its own takes the place of the default one, by which the account's alarms might publish.
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: "AlarmsRing",
      principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { ArnLike: { "aws:SourceArn": alarms } },
    }),
  );
  topic.addSubscription(new EmailSubscription(email));
  return topic;
}
