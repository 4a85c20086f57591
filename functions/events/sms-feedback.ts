import type { EventBridgeEvent } from "aws-lambda";
import { consumer, eventOfBus } from "../../shared/events/consumer.ts";
import { feedBack } from "../../shared/events/sms-delivery.ts";
import { tellsProvider } from "../../shared/runtime/outbound.ts";

/** The event bus → the provider of SMS, whose filters learn from the codes that come back. */
export const { handler, serve } = consumer(async (event: EventBridgeEvent<string, unknown>, services) => {
  const { subject, entry } = eventOfBus(event);
  await feedBack(services, subject, entry);
}, tellsProvider);
