import * as z from "zod/mini";
import { actorRoles, type RecordedEvent, versionOf } from "../../account/events.ts";
import { compactId, fullId } from "./stored-parts.ts";
import { instant, storedId } from "./stored-kinds.ts";

const idPrefix = "evt_";

/** The event as attribute `e` of the item that it happened to, and of an activity item. */
export const storedEvent = z.object({
  i: storedId,
  /** Open: a newer release may have written a type that this one does not know. */
  t: z.string(),
  /** Version of the data; 1 is left out. */
  v: z._default(z.int().check(z.minimum(1)), 1),
  a: instant,
  /** Actor: role and reference. */
  r: z.enum(actorRoles),
  u: z.string(),
  d: z._default(z.record(z.string(), z.unknown()), {}),
});
type StoredEvent = z.input<typeof storedEvent>;

export const eventToItem = ({ id, type, version = versionOf(type), at, actor, data }: RecordedEvent): StoredEvent => ({
  i: compactId(idPrefix, id),
  t: type,
  ...(version !== 1 && { v: version }),
  a: at,
  r: actor.role,
  u: actor.ref,
  ...(Object.keys(data).length > 0 && { d: data }),
});

/** Data was checked by type when it was written and may be of another version since: it is handed on as it is. */
export const eventFromItem = ({ i, t, v, a, r, u, d }: z.output<typeof storedEvent>): RecordedEvent => ({
  id: fullId(idPrefix, i),
  type: t,
  ...(v !== 1 && { version: v }),
  at: a,
  actor: { role: r, ref: u },
  data: d,
});

/** Events of the same write beside `e`: time and actor are those of `e`. */
export const storedBeside = z.pick(storedEvent, { i: true, t: true, v: true, d: true });

export const besideToItem = (event: RecordedEvent): z.input<typeof storedBeside> => {
  const { a: _at, r: _role, u: _ref, ...beside } = eventToItem(event);
  return beside;
};

/** Only the id: an account stays readable even if its newest event is of a type that this version does not know. */
export const storedEventId = z.pipe(
  z.object({ i: storedId }),
  z.transform(({ i }) => fullId(idPrefix, i)),
);
