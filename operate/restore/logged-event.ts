import * as z from "zod";
import { type AccountEvent, actorRoles, eventCatalogue, type EventType } from "../../shared/account/events.ts";
import type { EventSubject } from "../../shared/ports/stores.ts";

/** A line of the audit log: an event and whose it is. */
export interface LoggedEvent {
  readonly subject: EventSubject;
  readonly event: AccountEvent;
}

const published = z.object({
  id: z.string().min(1),
  type: z.enum(Object.keys(eventCatalogue) as [EventType, ...EventType[]]),
  at: z.iso.datetime(),
  tenant: z.string().min(1),
  ref: z.string().min(1).nullable(),
  actor: z.object({ role: z.enum(actorRoles), ref: z.string() }),
  data: z.unknown(),
});
/** EventBridge puts its envelope around the event. */
const line = z.union([z.object({ detail: published }).transform(({ detail }) => detail), published]);

/** Null if the line is none that this version can read. */
export function readLine(text: string): LoggedEvent | null {
  const read = line.safeParse(parseJson(text));
  if (!read.success) return null;
  const { tenant, ref, at, data, type, ...rest } = read.data;
  const checked = eventCatalogue[type].data.safeParse(data);
  if (!checked.success) return null;
  return {
    subject: { tenant, ref },
    event: { ...rest, type, at: Date.parse(at), data: checked.data } as AccountEvent,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
