import type { EventBridgeEvent } from "aws-lambda";
import { consumer, eventOfBus } from "../../shared/events/consumer.ts";
import { countTraffic } from "../../shared/events/count-traffic.ts";
import { nothingOutbound } from "../../shared/runtime/compose.ts";

/** The event bus → the organisation's bill of SMS, and the watch on pumping. */
export const { handler, serve } = consumer(async (event: EventBridgeEvent<string, unknown>, services) => {
  const { subject, entry } = eventOfBus(event);
  await countTraffic(services, subject.tenant, entry);
}, nothingOutbound);
