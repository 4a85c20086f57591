import * as z from "zod/mini";
import type { RecordedEvent } from "../../account/events.ts";
import type { EventSubject } from "../../ports/stores.ts";
import type { ContactMark } from "../../account/account.ts";
import { eventFromItem, markOf, storedBeside, storedEvent } from "./account-item.ts";
import { subjectOf } from "./keys.ts";
import { bytes, readAs, version } from "./stored-parts.ts";

const keySchema = z.object({ pk: z.string(), sk: z.string() });
const readers = { [version]: z.object({ e: z.optional(storedEvent), j: z._default(z.array(storedBeside), []) }) };

/**
 * The events that an image of the table's stream carries, unmarshalled: that of the change, and those of what followed from it. Null if
 * its item carries none.
 * Each write with an event has a new one and each write without drops it: an event is new if its id differs from the old image's.
 * Throws `UnreadableItem`, so that a stream consumer sets the record aside and no event is lost in silence.
 */
export function eventOfImage(
  image: Readonly<Record<string, unknown>>,
): { readonly subject: EventSubject; readonly event: RecordedEvent; readonly also?: readonly RecordedEvent[] } | null {
  const subject = subjectOf(keySchema.parse(image));
  if (subject === null) return null;
  const { e, j } = readAs("event", readers, image);
  if (e === undefined) return null;
  const { a, r, u } = e;
  const also = j.map((beside) => eventFromItem({ ...beside, a, r, u }));
  return { subject, event: eventFromItem(e), ...(also.length > 0 && { also }) };
}

/** Whether a write gave the account that had a contact another one. */
export function isAnotherContact(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): boolean {
  const [earlier, later] = [bytes.safeParse(before["m"]).data, bytes.safeParse(after["m"]).data];
  return earlier !== undefined && later !== undefined && !isSameHash(markOf(earlier), markOf(later));
}
const isSameHash = (one: ContactMark, other: ContactMark): boolean => Buffer.from(one.hash).equals(other.hash);
