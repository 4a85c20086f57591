import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { DescribeKeyCommand, GetKeyRotationStatusCommand, type KMSClient } from "@aws-sdk/client-kms";
import { askAws } from "../../aws-trouble.ts";
import { bad, type Check, type Finding, good, warn } from "../check.ts";
import type { StageContext } from "../context.ts";

/** Secrets, phones and signing keys hang on the vault's key, everything else on the table's. */
export const keys: Check<StageContext> = {
  name: "keys",
  async run({ aws: { kms, dynamodb }, stage: { keyArn, tableName: TableName } }) {
    const { Table } = await askAws("dynamodb:DescribeTable", () =>
      dynamodb.send(new DescribeTableCommand({ TableName })),
    );
    const tableKey = Table?.SSEDescription?.KMSMasterKeyArn;
    return Promise.all([
      judge(kms, "vault", keyArn),
      tableKey === undefined
        ? warn("The table is not encrypted with a key of this account.", "Deploy the data stack again.")
        : judge(kms, "table", tableKey),
    ]);
  },
};

async function judge(kms: KMSClient, what: string, KeyId: string): Promise<Finding> {
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
