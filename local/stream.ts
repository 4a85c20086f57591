import type { DynamoDBDocumentClient, PutCommandInput, PutCommandOutput } from "@aws-sdk/lib-dynamodb";
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { tableShape } from "../shared/aws/dynamodb/table.ts";
import { lambdaContext } from "./lambda-context.ts";
import { type Delivery, orderedDelivery } from "./ordered-delivery.ts";
import { streamRecord } from "./stream-record.ts";

const keyNames = [tableShape.partitionKey, tableShape.sortKey];
const commandName = "PutItemCommand";

/**
 * Makes a stream record of each PutItem that succeeded, for an engine without streams. The old image is asked for with the write
 * itself. Updates are left out: the service only counts with them, and a counter carries no event.
 */
export function captureWrites(
  documents: DynamoDBDocumentClient,
  {
    tableName,
    region,
    onRecord,
  }: { readonly tableName: string; readonly region: string; readonly onRecord: (record: DynamoDBRecord) => void },
): void {
  let place = 0;
  documents.middlewareStack.add(
    (next, context) => async (args) => {
      const input = args.input as PutCommandInput;
      if (context["commandName"] !== commandName || input.TableName !== tableName) return next(args);
      const result = await next({ ...args, input: { ...input, ReturnValues: "ALL_OLD" } });
      const { Attributes: oldItem = null, ...output } = result.output as PutCommandOutput;
      place += 1;
      onRecord(streamRecord({ keyNames, newItem: input.Item ?? {}, oldItem, place, region, tableName }));
      return { ...result, output: input.ReturnValues === "ALL_OLD" ? result.output : output };
    },
    // After everything that may stop a write, and before the values are marshalled.
    { step: "initialize", priority: "low", name: "captureWrites" },
  );
}

export type StreamConsumer = (event: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>;

/** How many of the records were taken: all before the first that the consumer names as failed. */
function taken(records: readonly DynamoDBRecord[], { batchItemFailures }: DynamoDBBatchResponse): number {
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
    deliver: async (records) => taken(records, await consume({ Records: [...records] }, lambdaContext(functionName))),
    onGivenUp,
  });
