import { RemovalPolicy } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { type IAccessLogSettings, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { Stage } from "./settings.ts";

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
