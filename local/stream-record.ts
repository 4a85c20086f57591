import { randomUUID } from "node:crypto";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { DynamoDBRecord, AttributeValue as StreamValue } from "aws-lambda";

export type Image = Readonly<Record<string, AttributeValue>>;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** A function gets a record as JSON, so binary values arrive as base 64. */
function asJson(value: AttributeValue): StreamValue {
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.L !== undefined) return { L: value.L.map(asJson) };
  if (value.M !== undefined) return { M: imageAsJson(value.M) };
  return value as StreamValue;
}

const imageAsJson = (image: Image): Record<string, StreamValue> =>
  Object.fromEntries(Object.entries(image).map(([name, value]) => [name, asJson(value)]));

/** What the table's stream says of one write. `place` counts the writes of the process. */
export function streamRecord(write: {
  readonly keyNames: readonly string[];
  readonly newImage: Image;
  readonly oldImage: Image | null;
  readonly place: number;
  readonly region: string;
  readonly tableName: string;
}): DynamoDBRecord {
  const newImage = imageAsJson(write.newImage);
  const keys = Object.fromEntries(Object.entries(newImage).filter(([name]) => write.keyNames.includes(name)));
  return {
    eventID: randomUUID().replaceAll("-", ""),
    eventName: write.oldImage === null ? "INSERT" : "MODIFY",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: write.region,
    eventSourceARN: `arn:aws:dynamodb:${write.region}:000000000000:table/${write.tableName}/stream/local`,
    dynamodb: {
      Keys: keys,
      NewImage: newImage,
      ...(write.oldImage === null ? {} : { OldImage: imageAsJson(write.oldImage) }),
      SequenceNumber: String(write.place).padStart(21, "0"),
      SizeBytes: JSON.stringify(newImage).length,
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
  };
}
