import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { counts } from "../../shared/runtime/outbound/metrics.ts";
import type { Settings } from "../../shared/settings/settings.ts";
import { consumer } from "../../shared/events/consumer.ts";
import { publishInOrder } from "../../shared/events/publish-in-order.ts";
import { readRecord } from "../../shared/events/stream-record.ts";
import { publishes } from "../../shared/runtime/outbound/bus.ts";

/** The table's stream → the event bus. Lambda delivers again from the first record named as failed. */
export const { handler, serve } = consumer(
  async ({ Records }: DynamoDBStreamEvent, { bus, telemetry, metrics }): Promise<DynamoDBBatchResponse> => {
    const entries = Records.flatMap(readRecord);
    const left = await publishInOrder(entries, bus);
    if (left.length > 0) {
      const unreadable = left.filter(({ event }) => event === "unreadable").length;
      telemetry.logger.error("events were not published", { left: left.length, unreadable });
      metrics.singleMetric().addMetric("EventsNotPublished", MetricUnit.Count, left.length);
    }
    const numbers = new Set(left.map(({ sequenceNumber }) => sequenceNumber));
    return { batchItemFailures: [...numbers].map((itemIdentifier) => ({ itemIdentifier })) };
  },
  (settings: Settings) => ({ ...publishes(settings), ...counts(settings) }),
);
