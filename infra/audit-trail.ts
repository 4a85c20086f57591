import { Duration, Stack } from "aws-cdk-lib";
import type { Rule } from "aws-cdk-lib/aws-events";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { type LogGroup, ResourcePolicy } from "aws-cdk-lib/aws-logs";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

/** Writes the rule's events to the log group. The CDK's own target would add a custom resource, and with it a function without our bounds. */
export function addAuditTrail(
  scope: Construct,
  { rule, log, failures }: { readonly rule: Rule; readonly log: LogGroup; readonly failures: Queue },
): void {
  const { partition, region, account } = Stack.of(scope);
  const arn = `arn:${partition}:logs:${region}:${account}:log-group:${log.logGroupName}`;
  rule.addTarget({
    bind: () => ({
      arn,
      deadLetterConfig: { arn: failures.queueArn },
      retryPolicy: { maximumEventAgeInSeconds: Duration.hours(24).toSeconds(), maximumRetryAttempts: 185 },
    }),
  });
  const eventBridge = {
    principals: [new ServicePrincipal("events.amazonaws.com"), new ServicePrincipal("delivery.logs.amazonaws.com")],
    resources: [`${arn}:*`],
  };
  const fromRule = { conditions: { ArnEquals: { "aws:SourceArn": rule.ruleArn } } };
  new ResourcePolicy(scope, "AuditLogPolicy", {
    policyStatements: [
      // EventBridge names the rule in `PutLogEvents` only.
      new PolicyStatement({ ...eventBridge, actions: ["logs:CreateLogStream"] }),
      new PolicyStatement({ ...eventBridge, actions: ["logs:PutLogEvents"], ...fromRule }),
    ],
  });
  failures.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("events.amazonaws.com")],
      actions: ["sqs:SendMessage"],
      resources: [failures.queueArn],
      ...fromRule,
    }),
  );
}
