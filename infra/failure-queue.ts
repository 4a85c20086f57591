import { Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";

const retention = Duration.days(14);

/** Queue for events whose retries are used up. An alarm watches each. */
export function failureQueue(scope: Construct, id: string): Queue {
  const queue = new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: retention,
  });
  Validations.of(queue).acknowledge({
    id: "AwsSolutions-SQS3",
    reason: "This queue is itself the dead-letter queue of a stream, a rule, a schedule or a function",
  });
  return queue;
}

/**
 * Bucket for the records that a reader of the stream gave up, whole: a queue would get their place in the stream alone, and after a day
 * nothing is there. Each is told to the queue, which the alarm watches, and `npm run redrive` empties both.
 */
export function failedRecords(scope: Construct, id: string, queue: Queue): Bucket {
  const bucket = new Bucket(scope, id, {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    lifecycleRules: [{ expiration: retention }],
    // A bucket with something in it cannot be deleted. It empties itself.
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  Validations.of(bucket).acknowledge({
    id: "AwsSolutions-S1",
    reason: "Lambda writes to it when all else failed, and an operator reads it; CloudTrail has both",
  });
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("s3.amazonaws.com")],
      actions: ["sqs:SendMessage"],
      resources: [queue.queueArn],
      conditions: { StringEquals: { "aws:SourceAccount": Stack.of(scope).account } },
    }),
  );
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket)) throw new Error("The bucket is no CfnBucket");
  // The CDK's own notifications would add a custom resource, and with it a function without our bounds.
  resource.notificationConfiguration = {
    queueConfigurations: [{ event: "s3:ObjectCreated:*", queue: queue.queueArn }],
  };
  bucket.node.addDependency(queue);
  return bucket;
}
