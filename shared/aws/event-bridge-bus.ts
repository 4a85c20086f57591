import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { EventBus, PublishedEvent } from "../ports/outbound.ts";

const eventSource = "countersign";
/** PutEvents takes at most so many entries. */
const batchSize = 10;

export const eventBridgeBus = (eventBridge: EventBridgeClient, eventBusName: string): EventBus => ({
  async publish(events) {
    const batches = Array.from({ length: Math.ceil(events.length / batchSize) }, (_, nth) =>
      events.slice(nth * batchSize, (nth + 1) * batchSize),
    );
    // A round has one event of each user, so its batches may overtake each other.
    const failed = await Promise.all(batches.map(async (batch) => putBatch(eventBridge, eventBusName, batch)));
    return failed.flat();
  },
});

async function putBatch(
  eventBridge: EventBridgeClient,
  EventBusName: string,
  batch: readonly PublishedEvent[],
): Promise<readonly string[]> {
  const Entries = batch.map((event) => ({
    EventBusName,
    Source: eventSource,
    DetailType: event.type,
    Detail: JSON.stringify(event),
  }));
  const answer = await eventBridge.send(new PutEventsCommand({ Entries }));
  /** An entry was taken only if the answer says so. */
  return batch.filter((_, index) => answer.Entries?.[index]?.EventId === undefined).map(({ id }) => id);
}
