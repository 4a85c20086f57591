import { randomUUID } from "node:crypto";
import type { AttributeValue, DynamoDBRecord } from "aws-lambda";

/** An item as plain values, as the document client takes it. */
export type Item = Readonly<Record<string, unknown>>;

/** A function gets a record as JSON, so binary values arrive as base 64. */
function attribute(value: unknown): AttributeValue {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (value === null) return { NULL: true };
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return { L: value.map(attribute) };
  return { M: image(value as Item) };
}

const image = (item: Item): Record<string, AttributeValue> =>
  Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) => (value === undefined ? [] : [[name, attribute(value)]])),
  );

/** What the table's stream says of one write. `place` counts the writes of the process. */
export function streamRecord(write: {
  readonly keyNames: readonly string[];
  readonly newItem: Item;
  readonly oldItem: Item | null;
  readonly place: number;
  readonly region: string;
  readonly tableName: string;
}): DynamoDBRecord {
  const newImage = image(write.newItem);
  const keys = Object.fromEntries(Object.entries(newImage).filter(([name]) => write.keyNames.includes(name)));
  return {
    eventID: randomUUID().replaceAll("-", ""),
    eventName: write.oldItem === null ? "INSERT" : "MODIFY",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: write.region,
    eventSourceARN: `arn:aws:dynamodb:${write.region}:000000000000:table/${write.tableName}/stream/local`,
    dynamodb: {
      Keys: keys,
      NewImage: newImage,
      ...(write.oldItem === null ? {} : { OldImage: image(write.oldItem) }),
      SequenceNumber: String(write.place).padStart(21, "0"),
      SizeBytes: JSON.stringify(newImage).length,
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
  };
}
