import { Duration } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { failureQueue } from "./failure-queue.ts";
import type { ServiceFunction } from "./service-function.ts";

/** Runs a function again and again; what it gives up goes into a queue. */
export class FunctionSchedule extends Construct {
  readonly failures: Queue;

  constructor(
    scope: Construct,
    id: string,
    {
      target,
      every,
      description,
    }: { readonly target: ServiceFunction; readonly every: "1 day" | "1 hour"; readonly description: string },
  ) {
    super(scope, id);
    this.failures = failureQueue(this, "Failures");
    target.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(this.failures) });
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("scheduler.amazonaws.com") });
    role.addToPolicy(new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [target.functionArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [this.failures.queueArn] }));
    const schedule = new CfnSchedule(this, "Daily", {
      description,
      scheduleExpression: `rate(${every})`,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: target.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: this.failures.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: Duration.hours(6).toSeconds(), maximumRetryAttempts: 20 },
      },
    });
    schedule.node.addDependency(role);
  }
}
