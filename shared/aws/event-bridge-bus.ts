import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { EventBus, PublishedEvent } from "../ports/outbound.ts";

const eventSource = "countersign";
/** PutEvents takes at most so many entries. */
const batchSize = 10;

export const eventBridgeBus = (eventBridge: EventBridgeClient, eventBusName: string): EventBus => ({
  async publish(events) {
    const failed: string[] = [];
    for (let start = 0; start < events.length; start += batchSize) {
      failed.push(...(await putBatch(eventBridge, eventBusName, events.slice(start, start + batchSize))));
    }
    return failed;
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
