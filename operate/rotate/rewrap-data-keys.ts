import { ReEncryptCommand } from "@aws-sdk/client-kms";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expectConflict } from "../../shared/aws/dynamodb/conditional-put.ts";
import { each, type Failed } from "./each.ts";
import { type StoredDataKey, storedDataKeys } from "./stored-data-keys.ts";
import type { World } from "./world.ts";

type Keys = Pick<World, "table" | "kms" | "keyArn">;

export interface RewrappedDataKeys {
  readonly rewrapped: number;
  /** Somebody else changed them meanwhile. */
  readonly left: number;
  readonly failed: readonly Failed<StoredDataKey>[];
}

/** Every data key stays what it is and leaves KMS only wrapped, by the newest material of the stage's key. */
export async function rewrapDataKeys(
  world: Keys,
  from: string | undefined,
  show: (text: string) => void,
): Promise<RewrappedDataKeys> {
  let rewrapped = 0;
  let left = 0;
  const failed: Failed<StoredDataKey>[] = [];
  for await (const page of storedDataKeys(world.table)) {
    const outcome = await each(page, async (key) => rewrap(world, key, from ?? world.keyArn));
    rewrapped += outcome.done.filter((done) => done === "written").length;
    left += outcome.done.filter((done) => done === "conflict").length;
    failed.push(...outcome.failed);
    show(`${rewrapped} data keys are wrapped anew …`);
  }
  return { rewrapped, left, failed };
}

/**
 * The old key is named, as the functions name theirs: else a data key that somebody wrapped with a KMS key of their own and
 * put into the table would here become one of ours.
 */
async function rewrap(
  { kms, keyArn, table }: Keys,
  stored: StoredDataKey,
  from: string,
): Promise<"written" | "conflict"> {
  const { tenant, purpose } = stored.owner;
  const { CiphertextBlob: wrapped } = await kms.send(
    new ReEncryptCommand({
      CiphertextBlob: stored.wrapped,
      SourceKeyId: from,
      SourceEncryptionContext: { tenant, purpose },
      DestinationKeyId: keyArn,
      DestinationEncryptionContext: { tenant, purpose },
    }),
  );
  if (wrapped === undefined) throw new Error("KMS gave no wrapped data key");
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: stored.key,
        UpdateExpression: "SET #wrapped = :wrapped",
        ConditionExpression: "#wrapped = :before",
        ExpressionAttributeNames: { "#wrapped": "wrapped" },
        ExpressionAttributeValues: { ":wrapped": wrapped, ":before": stored.wrapped },
      }),
    );
    return "written";
  } catch (error) {
    expectConflict(error);
    return "conflict";
  }
}
