import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { GetPublicKeyCommand, type KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { createPublicKey, type KeyObject } from "node:crypto";
import { namedKey, type Signer } from "./first-factor.ts";
import type { Proof, Proofs } from "./index.ts";

/** Signs with a key of KMS (`ECC_NIST_P256`, `SIGN_VERIFY`), which never leaves it. Its public half is read once. */
export function kmsSigner(client: KMSClient, keyId: string): Signer {
  let known: Promise<KeyObject> | undefined;
  const publicKey = async (): Promise<KeyObject> => {
    const { PublicKey = new Uint8Array() } = await client.send(new GetPublicKeyCommand({ KeyId: keyId }));
    return createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" });
  };
  return {
    publicJwk: async () => {
      known ??= publicKey();
      return namedKey(
        await known.catch((error: unknown) => {
          known = undefined;
          throw error;
        }),
      );
    },
    sign: async (input) => {
      const { Signature = new Uint8Array() } = await client.send(
        new SignCommand({ KeyId: keyId, Message: input, MessageType: "RAW", SigningAlgorithm: "ECDSA_SHA_256" }),
      );
      return numbersOf(Signature);
    },
  };
}

/** KMS answers in DER (RFC 3279 section 2.2.3), a JWS has the two numbers with 32 bytes each. */
function numbersOf(der: Uint8Array): Uint8Array {
  const numbers: Uint8Array[] = [];
  let at = 2;
  while (at < der.length && numbers.length < 2) {
    const length = der[at + 1] ?? 0;
    const number = der.slice(at + 2, at + 2 + length);
    const padded = new Uint8Array(32);
    const significant = number.slice(Math.max(0, number.length - 32));
    padded.set(significant, 32 - significant.length);
    numbers.push(padded);
    at += 2 + length;
  }
  if (numbers.length !== 2) throw new Error("KMS answered with no signature of P-256");
  return Buffer.concat(numbers);
}

/** Keeps proofs in a table with the text key `id` and the time to live `until`. */
export function dynamoProofs(client: DynamoDBClient, tableName: string): Proofs {
  const seconds = (date: Date): string => String(Math.ceil(date.getTime() / 1000));
  return {
    remember: async (jti, expiresAt) => {
      try {
        await client.send(
          new PutItemCommand({
            TableName: tableName,
            // An id is kept a minute longer than it is good for, since two clocks may differ.
            Item: { id: { S: `jti#${jti}` }, until: { N: seconds(new Date(expiresAt.getTime() + 60_000)) } },
            ConditionExpression: "attribute_not_exists(id)",
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
    keep: async (sub, { acr, amr }, until) => {
      const Item = {
        id: { S: `proof#${sub}` },
        until: { N: seconds(until) },
        acr: { S: acr },
        amr: { L: amr.map((one) => ({ S: one })) },
      };
      await client.send(new PutItemCommand({ TableName: tableName, Item }));
    },
    take: async (sub, now): Promise<Proof | null> => {
      const { Attributes: old } = await client.send(
        new DeleteItemCommand({ TableName: tableName, Key: { id: { S: `proof#${sub}` } }, ReturnValues: "ALL_OLD" }),
      );
      const acr = old?.["acr"]?.S;
      // DynamoDB's time to live may come days late.
      if (acr === undefined || Number(old?.["until"]?.N) * 1000 < now.getTime()) return null;
      return { acr, amr: (old?.["amr"]?.L ?? []).flatMap(({ S }) => S ?? []) };
    },
  };
}
