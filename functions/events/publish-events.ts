import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { audits, counts, publishes } from "../../shared/runtime/outbound.ts";
import type { Settings } from "../../shared/settings/settings.ts";
import { consumer } from "../../shared/events/consumer.ts";
import { publishInOrder } from "../../shared/events/publish-in-order.ts";
import { recordEvents } from "../../shared/events/record-events.ts";
import { isForBus, readRecord } from "../../shared/events/stream-record.ts";

/**
 * The table's stream → the activity, the audit log and the event bus. Lambda delivers again from the first record named as failed; the
 * second line of an event takes the place of its first in the activity.
 */
export const { handler, serve } = consumer(
  async ({ Records }: DynamoDBStreamEvent, services): Promise<DynamoDBBatchResponse> => {
    const { bus, settings, telemetry, metrics } = services;
    const entries = Records.flatMap(readRecord);
    const { unrecorded, failure } = await recordEvents(entries, services);
    const left = await publishInOrder(entries, { bus, isForBus: isForBus(settings), unrecorded });
    if (left.length > 0) {
      const unreadable = left.filter(({ event }) => event === "unreadable").length;
      const { size } = unrecorded;
      const why = size > 0 && { unrecorded: size, ...failure };
      telemetry.logger.error("events were not published", { left: left.length, unreadable, ...why });
      metrics.singleMetric().addMetric("EventsNotPublished", MetricUnit.Count, left.length);
    }
    const numbers = new Set(left.map(({ sequenceNumber }) => sequenceNumber));
    return { batchItemFailures: [...numbers].map((itemIdentifier) => ({ itemIdentifier })) };
  },
  (settings: Settings) => ({ ...publishes(settings), ...audits(settings), ...counts(settings) }),
);
