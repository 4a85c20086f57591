import { eventBridgeClient } from "../../aws/clients.ts";
import { eventBridgeBus } from "../../aws/event-bridge-bus.ts";
import type { OutboundOf } from "../services.ts";

/** For the function that puts events on the bus. */
export const publishes: OutboundOf<"bus"> = ({ eventBusName }) => ({
  bus: eventBridgeBus(eventBridgeClient(), eventBusName),
});
