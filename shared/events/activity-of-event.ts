import type { EventBridgeEvent } from "aws-lambda";
import * as z from "zod";
import { actorRoles, eventCatalogue, type EventType } from "../account/events.ts";
import type { ActivityEntry, EventSubject } from "../ports/stores.ts";

const eventTypes = Object.keys(eventCatalogue) as [EventType, ...EventType[]];

/** Data is handed on as it is: it may be of another version of its type. */
const detail = z.object({
  id: z.string().min(1),
  type: z.enum(eventTypes),
  at: z.iso.datetime(),
  tenant: z.string().min(1),
  ref: z.string().min(1).nullable(),
  actor: z.object({ role: z.enum(actorRoles), ref: z.string() }),
  data: z.record(z.string(), z.unknown()),
});

/** The line of activity that an event on the bus stands for. Throws if it is none of ours. */
export function activityOfEvent(event: EventBridgeEvent<string, unknown>): {
  readonly subject: EventSubject;
  readonly entry: ActivityEntry;
} {
  const { tenant, ref, at, ...rest } = detail.parse(event.detail);
  return { subject: { tenant, ref }, entry: { ...rest, at: Date.parse(at) } as ActivityEntry };
}
