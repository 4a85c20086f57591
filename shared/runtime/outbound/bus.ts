import { eventBridgeClient } from "../../aws/clients.ts";
import { eventBridgeBus } from "../../aws/event-bridge-bus.ts";
import type { OutletsOf } from "../services.ts";

/** For the function that puts events on the bus. */
export const publishes: OutletsOf = ({ eventBusName }) => ({ bus: eventBridgeBus(eventBridgeClient(), eventBusName) });
