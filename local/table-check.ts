import { DescribeTableCommand, DynamoDBClient, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import { DecryptCommand } from "@aws-sdk/client-kms";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Clients, ServiceAddress } from "../shared/aws/clients.ts";
import { dataKeyFamily, dataKeyPartition, ownerOfDataKey } from "../shared/aws/dynamodb/keys.ts";
import { serviceTenant } from "../shared/ports/vault.ts";
import { Mistake } from "../client/command-line/command-line.ts";
import { createTable } from "./dynamodb-engine.ts";

/** Throws a `Mistake` unless the table at another endpoint is there; makes it if `create` says so. */
export async function expectTable(
  address: ServiceAddress | undefined,
  { name, create }: { readonly name: string; readonly create: boolean },
): Promise<void> {
  const client = new DynamoDBClient({ ...address, maxAttempts: 2 });
  try {
    if (create) await createTable(client, name);
    else await client.send(new DescribeTableCommand({ TableName: name }));
  } catch (error) {
    if (error instanceof ResourceNotFoundException)
      throw new Mistake(
        `There is no table ${name}. Make it with CREATE_TABLE=1 npm start, or name another: TABLE_NAME.`,
      );
    throw new Mistake(
      `The table ${name} cannot be looked at: ${nameOf(error)}. Are the endpoint and the credentials right?`,
    );
  } finally {
    client.destroy();
  }
}

/**
 * Throws a `Mistake` if the master key of this run cannot open the table's data keys. Every call would answer 503 otherwise, and for
 * ever. A table without data keys is as good as empty.
 */
export async function expectOwnDataKeys(
  { documents, kms }: Pick<Clients, "documents" | "kms">,
  { tableName, kmsKeyId }: { readonly tableName: string; readonly kmsKeyId: string },
): Promise<void> {
  const found = await firstDataKey(documents, tableName);
  if (found === null) return;
  try {
    await kms.send(
      new DecryptCommand({ KeyId: kmsKeyId, CiphertextBlob: found.wrapped, EncryptionContext: { ...found.owner } }),
    );
  } catch (error) {
    throw new Mistake(
      `The table ${tableName} holds data of another master key, which this run cannot open (${nameOf(error)}). ` +
        "Start with the COUNTERSIGN_DATA or KMS_KEY_ID that wrote it, or use an empty table.",
    );
  }
}

/** KMS wraps the deployment's own data keys alone. */
async function firstDataKey(documents: Clients["documents"], TableName: string) {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :family)",
      ExpressionAttributeValues: { ":pk": dataKeyPartition(serviceTenant), ":family": dataKeyFamily },
      Limit: 1,
    }),
  );
  const [found] = Items.flatMap(({ pk, sk, wrapped }) => {
    const owner = ownerOfDataKey({ pk: String(pk), sk: String(sk) });
    return owner !== null && wrapped instanceof Uint8Array ? [{ owner, wrapped }] : [];
  });
  return found ?? null;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
