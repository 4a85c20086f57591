import { Fn, RemovalPolicy, Stack } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup, LogStream } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { auditStream } from "../shared/ports/outbound.ts";
import type { Stage } from "./settings.ts";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { type IAccessLogSettings, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";

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

/**
 * The line holds the route instead of the path, which can name a user, nothing of headers and bodies, and nothing that the function's line
 * of the same `requestId` has. A group of the cheaper class, for infrequent access, could count no calls that were turned away.
 */
const line = {
  requestId: "$context.requestId",
  ip: "$context.identity.sourceIp",
  route: "$context.routeKey",
  status: "$context.status",
  millis: "$context.responseLatency",
  functionMillis: "$context.integrationLatency",
  error: "$context.error.responseType",
};

/** Gets one line of JSON for each call that reached the gateway. */
export const accessLogGroup = (scope: Construct, stage: Stage, encryptionKey: IKey | undefined): LogGroup =>
  new LogGroup(scope, "AccessLog", {
    // The prefix under which API Gateway needs no further permission.
    logGroupName: `/aws/vendedlogs/countersign/${stage.name}/access`,
    retention: stage.logRetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
    ...(encryptionKey && { encryptionKey }),
  });

export const accessLogTo = (group: LogGroup): IAccessLogSettings => ({
  destination: new LogGroupLogDestination(group),
  format: AccessLogFormat.custom(JSON.stringify(line)),
});
