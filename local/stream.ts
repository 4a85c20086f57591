import type { DynamoDBDocumentClient, PutCommandInput, PutCommandOutput } from "@aws-sdk/lib-dynamodb";
import type { AttributeValue, Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { tableShape } from "../shared/aws/dynamodb/keys.ts";
import { lambdaContext } from "./functions.ts";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

export interface Delivery<T> {
  add(item: T): void;
  /** Resolves once nothing waits and nothing is under way. */
  drained(): Promise<void>;
}

interface Options<T> {
  /** Hands over a batch; resolves with how many items at its front were taken. A rejection counts as none. */
  readonly deliver: (batch: readonly T[]) => Promise<number>;
  readonly batchSize: number;
  /** How often the item at the front is tried before it is given up. */
  readonly attempts?: number;
  readonly onGivenUp: (item: T, error: unknown) => void;
}

const firstPauseMillis = 10;

/** Delivers in the order of arrival, tries again from the first item that was not taken, and never skips one in silence. */
export function orderedDelivery<T>({ deliver, batchSize, attempts = 4, onGivenUp }: Options<T>): Delivery<T> {
  const waiting: T[] = [];
  let running: Promise<void> | null = null;

  const deliverFront = async (): Promise<{ taken: number; error?: unknown }> => {
    const batch = waiting.slice(0, batchSize);
    try {
      return { taken: await deliver(batch), error: "reported as failed by the consumer" };
    } catch (error) {
      return { taken: 0, error };
    }
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    while (waiting.length > 0) {
      const { taken, error } = await deliverFront();
      waiting.splice(0, taken);
      failures = taken > 0 ? 0 : failures + 1;
      if (failures >= attempts) {
        failures = 0;
        for (const item of waiting.splice(0, 1)) onGivenUp(item, error);
      } else if (failures > 0) await pause(firstPauseMillis * 2 ** failures);
    }
  };

  return {
    add: (item) => {
      waiting.push(item);
      running ??= Promise.resolve()
        .then(run)
        .finally(() => {
          running = null;
        });
    },
    drained: async () => {
      while (running !== null) await running;
    },
  };
}

const keyNames = [tableShape.partitionKey, tableShape.sortKey];
const commandName = "PutItemCommand";

/**
 * Makes a stream record of each PutItem that succeeded, for an engine without streams. The old image is asked for with the write
 * itself. Updates are left out: the service only counts with them, and a counter carries no event. Returns what hands over a write of
 * another process, or an item whose record got lost.
 */
export function captureWrites(
  documents: DynamoDBDocumentClient,
  {
    tableName,
    region,
    onRecord,
  }: { readonly tableName: string; readonly region: string; readonly onRecord: (record: DynamoDBRecord) => void },
): WriteRecorder {
  let place = 0;
  const recordImages = (newImage: Image, oldImage: Image | null): void => {
    place += 1;
    onRecord(recordOf({ keyNames, newImage, oldImage, place, region, tableName }));
  };
  const record = (newItem: Item, oldItem: Item | null): void => recordImages(image(newItem), oldItem && image(oldItem));
  documents.middlewareStack.add(
    (next, context) => async (args) => {
      const input = args.input as PutCommandInput;
      if (context["commandName"] !== commandName || input.TableName !== tableName) return next(args);
      const result = await next({ ...args, input: { ...input, ReturnValues: "ALL_OLD" } });
      const { Attributes: oldItem = null, ...output } = result.output as PutCommandOutput;
      record(input.Item ?? {}, oldItem);
      return { ...result, output: input.ReturnValues === "ALL_OLD" ? result.output : output };
    },
    // After everything that may stop a write, and before the values are marshalled.
    { step: "initialize", priority: "low", name: "captureWrites" },
  );
  return { replay: (item) => record(item, null), recordImages };
}

export interface WriteRecorder {
  readonly replay: (item: Item) => void;
  /** Of a write in the form of DynamoDB's own JSON, which is that of a stream's record. */
  readonly recordImages: (newImage: Image, oldImage: Image | null) => void;
}

export type StreamConsumer = (event: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>;

/** How many of the records were taken: all before the first that the consumer names as failed. */
function takenOf(records: readonly DynamoDBRecord[], { batchItemFailures }: DynamoDBBatchResponse): number {
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const first = records.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ""));
  return first < 0 ? records.length : first;
}

/** Hands the records to the consumer in order, as an event source mapping does it. Each consumer has a position of its own. */
export const streamTo = (
  functionName: string,
  consume: StreamConsumer,
  onGivenUp: (record: DynamoDBRecord, error: unknown) => void,
): Delivery<DynamoDBRecord> =>
  orderedDelivery({
    batchSize: 100,
    deliver: async (records) => takenOf(records, await consume({ Records: [...records] }, lambdaContext(functionName))),
    onGivenUp,
  });

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

export type Image = Record<string, AttributeValue>;
const image = (item: Item): Image =>
  Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) => (value === undefined ? [] : [[name, attribute(value)]])),
  );

interface Write {
  readonly keyNames: readonly string[];
  readonly place: number;
  readonly region: string;
  readonly tableName: string;
}

/** The stream's record of one write. `place` counts the writes of the process. */
export const streamRecord = ({
  newItem,
  oldItem,
  ...write
}: Write & { readonly newItem: Item; readonly oldItem: Item | null }): DynamoDBRecord =>
  recordOf({ ...write, newImage: image(newItem), oldImage: oldItem && image(oldItem) });

function recordOf(write: Write & { readonly newImage: Image; readonly oldImage: Image | null }): DynamoDBRecord {
  const { newImage, oldImage } = write;
  const keys = Object.fromEntries(Object.entries(newImage).filter(([name]) => write.keyNames.includes(name)));
  return {
    eventID: randomUUID().replaceAll("-", ""),
    eventName: oldImage === null ? "INSERT" : "MODIFY",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: write.region,
    eventSourceARN: `arn:aws:dynamodb:${write.region}:000000000000:table/${write.tableName}/stream/local`,
    dynamodb: {
      Keys: keys,
      NewImage: newImage,
      ...(oldImage === null ? {} : { OldImage: oldImage }),
      SequenceNumber: String(write.place).padStart(21, "0"),
      SizeBytes: JSON.stringify(newImage).length,
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
  };
}
