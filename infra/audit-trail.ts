import { Duration, Fn, type RemovalPolicy, Stack } from "aws-cdk-lib";
import type { Rule } from "aws-cdk-lib/aws-events";
import { PolicyDocument, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { CfnLogGroup, LogGroup } from "aws-cdk-lib/aws-logs";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { busName, ruleNames } from "./outputs.ts";
import type { Stage } from "./settings.ts";

/**
 * The audit log. The group itself says that EventBridge may write to it: policies for all groups of an account are few (ten), and each stage
 * would take one.
 */
export function auditLog(
  scope: Construct,
  id: string,
  {
    stage,
    removalPolicy,
    encryptionKey,
  }: { stage: Stage; removalPolicy: RemovalPolicy; encryptionKey: IKey | undefined },
): LogGroup {
  const { partition, region, account, stackId } = Stack.of(scope);
  // EventBridge writes only to log groups under /aws/events. The suffix lets a stage be created again under the same name.
  const logGroupName = `/aws/events/countersign/${stage.name}/${Fn.select(2, Fn.split("/", stackId))}`;
  const group = new LogGroup(scope, id, {
    logGroupName,
    retention: stage.auditRetentionDays,
    removalPolicy,
    ...(encryptionKey && { encryptionKey }),
  });
  const eventBridge = {
    principals: [new ServicePrincipal("events.amazonaws.com"), new ServicePrincipal("delivery.logs.amazonaws.com")],
    resources: [`arn:${partition}:logs:${region}:${account}:log-group:${logGroupName}:*`],
  };
  const rule = `arn:${partition}:events:${region}:${account}:rule/${busName(stage.name)}/${ruleNames.audit}`;
  const resource = group.node.defaultChild;
  if (!(resource instanceof CfnLogGroup)) throw new Error("The audit log is no CfnLogGroup");
  resource.resourcePolicyDocument = new PolicyDocument({
    statements: [
      // EventBridge names the rule in `PutLogEvents` only.
      new PolicyStatement({ ...eventBridge, actions: ["logs:CreateLogStream"] }),
      new PolicyStatement({
        ...eventBridge,
        actions: ["logs:PutLogEvents"],
        conditions: { ArnEquals: { "aws:SourceArn": rule } },
      }),
    ],
  });
  return group;
}

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
  failures.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("events.amazonaws.com")],
      actions: ["sqs:SendMessage"],
      resources: [failures.queueArn],
      conditions: { ArnEquals: { "aws:SourceArn": rule.ruleArn } },
    }),
  );
}
