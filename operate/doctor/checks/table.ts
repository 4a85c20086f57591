import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { tableShape } from "../../../shared/aws/dynamodb/keys.ts";
import { askAllPages, askAws } from "../../aws-trouble.ts";
import { bad, type Check, type Finding, good, type StageContext, warn } from "../check.ts";
import { paginateListEventSourceMappings } from "@aws-sdk/client-lambda";
import { DescribeKeyCommand, GetKeyRotationStatusCommand, type KMSClient } from "@aws-sdk/client-kms";

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

/** Secrets, phones and signing keys hang on the vault's key, everything else on the table's. */
export const keys: Check<StageContext> = {
  name: "keys",
  async run({ aws: { kms, dynamodb }, stage: { keyArn, tableName: TableName } }) {
    const { Table } = await askAws("dynamodb:DescribeTable", () =>
      dynamodb.send(new DescribeTableCommand({ TableName })),
    );
    const tableKey = Table?.SSEDescription?.KMSMasterKeyArn;
    return Promise.all([
      judgeKey(kms, "vault", keyArn),
      tableKey === undefined
        ? warn("The table is not encrypted with a key of this account.", "Deploy the data stack again.")
        : judgeKey(kms, "table", tableKey),
    ]);
  },
};

async function judgeKey(kms: KMSClient, what: string, KeyId: string): Promise<Finding> {
  const { KeyMetadata } = await askAws("kms:DescribeKey", () => kms.send(new DescribeKeyCommand({ KeyId })));
  const state = KeyMetadata?.KeyState ?? "without a state";
  if (state === "PendingDeletion")
    return bad(
      `The key of the ${what} will be deleted, and with it all that it encrypts.`,
      "At once: aws kms cancel-key-deletion, then enable-key.",
    );
  if (state !== "Enabled")
    return bad(`The key of the ${what} is ${state}: no login works.`, "Enable it: aws kms enable-key.");
  const { KeyRotationEnabled } = await askAws("kms:GetKeyRotationStatus", () =>
    kms.send(new GetKeyRotationStatusCommand({ KeyId })),
  );
  return KeyRotationEnabled === true
    ? good(`The key of the ${what} is enabled and rotates.`)
    : warn(`The key of the ${what} does not rotate.`, "aws kms enable-key-rotation, or deploy the data stack again.");
}
