import type { EventBridgeEvent } from "aws-lambda";
import { consumer } from "../../shared/events/consumer.ts";
import { noteDelivery } from "../../shared/events/sms-delivery.ts";
import { nothingOutbound } from "../../shared/runtime/compose.ts";

/** The provider's word on a message, from the account's default bus → the challenge, and an event if nothing came. */
export const { handler, serve } = consumer(
  async (event: EventBridgeEvent<string, unknown>, services) => noteDelivery(services, event),
  nothingOutbound,
);
