import type { EventBridgeEvent } from "aws-lambda";
import { activityOfEvent } from "../../shared/events/activity-of-event.ts";
import { consumer } from "../../shared/events/consumer.ts";
import { nothingOutbound } from "../../shared/runtime/entry.ts";

/** The event bus → the user's activity. A second delivery of an event writes the same line again. */
export const { handler, serve } = consumer(async (event: EventBridgeEvent<string, unknown>, { activity }) => {
  const { subject, entry } = activityOfEvent(event);
  await activity.record(subject, entry);
}, nothingOutbound);
