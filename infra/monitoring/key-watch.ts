import { EventField, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { SnsTopic } from "aws-cdk-lib/aws-events-targets";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { entryOf } from "./alarm.ts";

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
