import * as z from "zod";
import { type AccountEvent, actorRoles, eventCatalogue, type EventType } from "../../account/events.ts";
import type { ActivityEntry } from "../../ports/stores.ts";
import { compactId, fullId } from "./compact-id.ts";
import { instant, keptId } from "./stored-parts.ts";

const idPrefix = "evt_";
const eventTypes = Object.keys(eventCatalogue) as [EventType, ...EventType[]];

/** The event as attribute `e` of the item that it happened to, and of an activity item. */
export const storedEvent = z.object({
  i: keptId,
  t: z.enum(eventTypes),
  a: instant,
  /** Actor: role and reference. */
  r: z.enum(actorRoles),
  u: z.string(),
  d: z.record(z.string(), z.unknown()).default({}),
});
type StoredEvent = z.input<typeof storedEvent>;

export const keepEvent = ({ id, type, at, actor, data }: ActivityEntry): StoredEvent => ({
  i: compactId(idPrefix, id),
  t: type,
  a: at,
  r: actor.role,
  u: actor.ref,
  ...(Object.keys(data).length > 0 && { d: data }),
});

/** Data was checked by type when it was written and may be of an older version since: it is handed on as it is. */
export const readEvent = ({ i, t, a, r, u, d }: z.output<typeof storedEvent>): AccountEvent =>
  ({ id: fullId(idPrefix, i), type: t, at: a, actor: { role: r, ref: u }, data: d }) as AccountEvent;

/** Only the id: an account stays readable even if its newest event is of a type that this version does not know. */
export const storedEventId = z.object({ i: keptId }).transform(({ i }) => fullId(idPrefix, i));
