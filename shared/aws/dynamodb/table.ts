import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** The one table, as the deployment and the local run create it. */
export const tableShape = {
  partitionKey: "pk",
  sortKey: "sk",
  /** Holds seconds since the epoch. DynamoDB deletes days late, so no reader relies on it. */
  timeToLive: "ttl",
  stream: "NEW_AND_OLD_IMAGES",
  billing: "PAY_PER_REQUEST",
} as const;

/** The table as the stores use it. */
export interface Table {
  readonly documents: DynamoDBDocumentClient;
  readonly name: string;
}

/** Milliseconds since the epoch as the value of the TTL attribute. */
export const timeToLive = (instant: number): number => Math.ceil(instant / 1000);
