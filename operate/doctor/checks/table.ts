import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { tableShape } from "../../../shared/aws/dynamodb/keys.ts";
import { askAws, askAllPages } from "../../aws-trouble.ts";
import { bad, type Check, type Finding, good, warn } from "../check.ts";
import type { StageContext } from "../context.ts";
import { paginateListEventSourceMappings } from "@aws-sdk/client-lambda";

export const table: Check<StageContext> = {
  name: "table",
  async run({ aws: { dynamodb }, stage: { tableName } }) {
    const [description, recovery, expiry] = await Promise.all([
      describe(dynamodb, tableName),
      recoveryOf(dynamodb, tableName),
      expiryOf(dynamodb, tableName),
    ]);
    const found = [...judge(description), ...recovery, ...expiry];
    return found.length === 0 ? good("The table is active, protected, encrypted, backed up and streams.") : found;
  },
};

const redeploy = "Deploy the data stack again; somebody changed it by hand.";

function judge(description: TableDescription | undefined): readonly Finding[] {
  const { TableStatus, DeletionProtectionEnabled, SSEDescription, StreamSpecification } = description ?? {};
  return [
    ...(TableStatus === "ACTIVE" || TableStatus === "UPDATING"
      ? []
      : [bad(`The table is ${TableStatus ?? "without a state"}.`, "Look in the DynamoDB console.")]),
    ...(DeletionProtectionEnabled === true ? [] : [warn("The table can be deleted by one call.", redeploy)]),
    ...(SSEDescription?.InaccessibleEncryptionDateTime === undefined
      ? []
      : [
          bad(
            "DynamoDB cannot use the table's key: no login works.",
            "Enable the key and its policy within seven days.",
          ),
        ]),
    ...(StreamSpecification?.StreamViewType === tableShape.stream
      ? []
      : [bad("The table streams no changes: no events, no audit log, no notices to users.", redeploy)]),
  ];
}

async function describe(dynamodb: DynamoDBClient, TableName: string): Promise<TableDescription | undefined> {
  const answer = await askAws("dynamodb:DescribeTable", () => dynamodb.send(new DescribeTableCommand({ TableName })));
  return answer.Table;
}

async function recoveryOf(dynamodb: DynamoDBClient, TableName: string): Promise<readonly Finding[]> {
  const { ContinuousBackupsDescription } = await askAws("dynamodb:DescribeContinuousBackups", () =>
    dynamodb.send(new DescribeContinuousBackupsCommand({ TableName })),
  );
  const status = ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
  return status === "ENABLED" ? [] : [bad("The table cannot be restored to a point in time.", redeploy)];
}

async function expiryOf(dynamodb: DynamoDBClient, TableName: string): Promise<readonly Finding[]> {
  const { TimeToLiveDescription } = await askAws("dynamodb:DescribeTimeToLive", () =>
    dynamodb.send(new DescribeTimeToLiveCommand({ TableName })),
  );
  const { TimeToLiveStatus, AttributeName } = TimeToLiveDescription ?? {};
  return TimeToLiveStatus?.startsWith("ENABL") === true && AttributeName === tableShape.timeToLive
    ? []
    : [warn("Expired items are never deleted.", redeploy)];
}

/** The consumer of the table's stream: when it rests, the audit log and the notices to users rest too. */
export const stream: Check<StageContext> = {
  name: "stream",
  async run({ aws: { dynamodb, lambda: client }, stage: { tableName: TableName } }) {
    const { Table } = await askAws("dynamodb:DescribeTable", () =>
      dynamodb.send(new DescribeTableCommand({ TableName })),
    );
    const EventSourceArn = Table?.LatestStreamArn;
    if (EventSourceArn === undefined) return bad("The table has no stream.", "Deploy the data stack again.");
    const mappings = await askAllPages(
      "lambda:ListEventSourceMappings",
      paginateListEventSourceMappings({ client }, { EventSourceArn }),
      (page) => page.EventSourceMappings,
    );
    const states = mappings.map(({ State = "without a state" }) => State);
    return states.length > 0 && states.every((state) => state === "Enabled")
      ? good("The table's stream is being read.")
      : bad(
          `Not every consumer reads the table's stream (${states.join(", ") || "there is none"}): what waits is lost after a day.`,
          "aws lambda update-event-source-mapping --enabled, or deploy the service stack again.",
        );
  },
};
