import { type RemovalPolicy, Fn, Stack } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup, LogStream } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { auditStream } from "../shared/ports/outbound.ts";
import type { Stage } from "./settings.ts";

/** The audit log and its one stream: the reader of the table's stream writes there, so no other service needs a permission. */
export function auditLog(
  scope: Construct,
  id: string,
  {
    stage,
    removalPolicy,
    encryptionKey,
  }: { stage: Stage; removalPolicy: RemovalPolicy; encryptionKey: IKey | undefined },
): LogGroup {
  const group = new LogGroup(scope, id, {
    // The suffix lets a stage be created again under the same name.
    logGroupName: `/aws/events/countersign/${stage.name}/${Fn.select(2, Fn.split("/", Stack.of(scope).stackId))}`,
    retention: stage.auditRetentionDays,
    removalPolicy,
    ...(encryptionKey && { encryptionKey }),
  });
  new LogStream(group, "Events", { logGroup: group, logStreamName: auditStream, removalPolicy });
  return group;
}

export const auditStreamArn = (group: LogGroup): string => {
  const { partition, region, account } = Stack.of(group);
  return `arn:${partition}:logs:${region}:${account}:log-group:${group.logGroupName}:log-stream:${auditStream}`;
};
