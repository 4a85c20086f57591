import { Duration, Stack, Validations } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import type { Bucket, CfnBucket } from "aws-cdk-lib/aws-s3";
import type { EventType } from "../shared/account/events.ts";
import { accountKey, approvalPrefix, cellPrefix, policyKey } from "../shared/aws/dynamodb/keys.ts";
import type { ServiceFunction } from "./service-function.ts";

/** Changes of these items that carry an event, narrowed to types and data if they are named. */
export interface Change {
  readonly items: readonly (string | { readonly prefix: string })[];
  readonly types?: readonly EventType[];
  readonly data?: object;
}

const anyone = { tenant: "", ref: "" };
export const accounts = [accountKey(anyone).sk];
/** Items whose writes carry events: accounts, policies, approvals, and the cells of the watch on pumping. */
export const withEvents = [...accounts, policyKey("").sk, { prefix: approvalPrefix }, { prefix: cellPrefix }];

/**
 * Calls the function with each change that carries an event. A failing batch is retried in order and split by halves until the failing
 * record is alone; that record is put aside, whole, long before the stream drops it after a day.
 */
export function consumeStream(
  consumer: ServiceFunction,
  {
    table,
    changes,
    batchSize,
    window = Duration.seconds(1),
    parallelizationFactor,
    failed,
  }: {
    readonly table: ITable;
    readonly changes: readonly Change[];
    readonly batchSize: number;
    /** Waits so long for more records before it calls. */
    readonly window?: Duration;
    readonly parallelizationFactor: number;
    readonly failed: Bucket;
  },
): void {
  const { tableStreamArn } = table;
  if (tableStreamArn === undefined) throw new Error("The table has no stream");
  for (const statement of [...readStream(tableStreamArn), ...writeFailed(failed)]) consumer.addToRolePolicy(statement);
  Validations.of(consumer.role ?? consumer).acknowledge({
    id: `AwsSolutions-IAM5[Resource::<${Stack.of(consumer).getLogicalId(failed.node.defaultChild as CfnBucket)}.Arn>/*]`,
    reason: "Lambda makes up the names of the objects that it keeps",
  });
  new EventSourceMapping(consumer, "Stream", {
    target: consumer,
    eventSourceArn: tableStreamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    filters: changes.map(filterOf),
    batchSize,
    // Records of one key stay in order whatever the factor is.
    parallelizationFactor,
    maxBatchingWindow: window,
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    // Its age alone ends a record's tries: a hundred tries may be over in minutes.
    retryAttempts: -1,
    maxRecordAge: Duration.hours(6),
    onFailure: { bind: () => ({ destination: failed.bucketArn }) },
  });
}

/** A write without an event drops the earlier one, so an event in the new image is new, but for rare repetitions. */
const filterOf = ({ items, types, data }: Change) =>
  FilterCriteria.filter({
    dynamodb: {
      // Items of activity carry an event too, but are no change.
      Keys: { sk: { S: items } },
      NewImage: { e: { M: { t: { S: types ?? FilterRule.exists() }, ...(data && { d: { M: data } }) } } },
    },
  });

/** Lambda writes what is given up in the name of the function. */
const writeFailed = ({ bucketArn }: Bucket): readonly PolicyStatement[] => [
  new PolicyStatement({ actions: ["s3:ListBucket"], resources: [bucketArn] }),
  new PolicyStatement({ actions: ["s3:PutObject"], resources: [`${bucketArn}/*`] }),
];

/** `ListStreams` takes no stream as its resource. */
const readStream = (streamArn: string): readonly PolicyStatement[] => [
  new PolicyStatement({
    actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
    resources: [streamArn],
  }),
  new PolicyStatement({ actions: ["dynamodb:ListStreams"], resources: ["*"] }),
];
